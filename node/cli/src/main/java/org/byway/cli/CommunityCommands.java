package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.byway.agent.CharterDraft;
import org.byway.agent.CommunityCharters;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.DroppedNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway community}: the charter, its stewards and nodes, and who belongs to it. */
final class CommunityCommands {
    private CommunityCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("community", "See and change the house rules, stewards, nodes and members of your community.")
                .addSubcommand(new Show(desk))
                .addSubcommand(new CommunityReviseCommand(desk))
                .addSubcommand(new Endorse(desk))
                .addSubcommand(new StarterCommand(desk))
                .addSubcommand(MemberCommands.tree(desk))
                .addSubcommand(Group.of("steward", "Say who seals the charter.")
                        .addSubcommand(new StewardKey(desk))
                        .addSubcommand(new StewardAdd(desk))
                        .addSubcommand(new StewardRemove(desk)))
                .addSubcommand(Group.of("node", "Say which nodes postmark for the community.")
                        .addSubcommand(new NodeAdd(desk))
                        .addSubcommand(new NodeRemove(desk)));
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Show the charter in force: house rules, stewards, nodes.",
            description = "Every signature is checked here; a node cannot make a charter up.")
    static final class Show implements Callable<Integer> {
        private final Desk desk;

        Show(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (CharterDesk at = CharterDesk.open(desk)) {
                CommunityCharters charters = at.charters();
                desk.line(CharterLines.json(charters));
                desk.say("%-13s %s".formatted("Community", charters.standing().community()));
                desk.say("%-13s %s, number %d"
                        .formatted(
                                "Charter",
                                charters.standing().id(),
                                charters.standing().sequence()));
                CharterLines.words(charters.statement())
                        .forEach((what, text) -> desk.say("%-13s %s".formatted(what, text)));
                if (charters.succession().isDisputed()) {
                    desk.note(
                            "Two charters follow this one, so the community stays with it until its stewards settle that:"
                                    + " byway community revise");
                }
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "endorse",
            mixinStandardHelpOptions = true,
            header = "Sign a draft of the charter that another steward made.",
            description = {
                "Shows what it changes. The last one whose signature it needs posts it. With --show nothing is signed."
            })
    static final class Endorse implements Callable<Integer> {
        private static final long MOST_BYTES = 1 << 17;

        private final Desk desk;

        @Parameters(paramLabel = "DRAFT", description = "The line that begins with byway:charter/, or a file with it.")
        private String draft;

        @Option(names = "--show", description = "Only show what it changes.")
        private boolean show;

        Endorse(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            CharterDraft read = Desk.argument(CharterDraft.parse(line(), new StrictEd25519()));
            try (CharterDesk at = CharterDesk.open(desk)) {
                if (!show) {
                    return at.endorse(read);
                }
                List<String> changes = CharterLines.changes(at.charters().statement(), read.statement());
                var line = Desk.object().put("lacking", at.charters().lacking(read));
                var list = line.putArray("changes");
                changes.forEach(list::add);
                desk.line(line);
                changes.forEach(desk::say);
                return Exit.OK;
            }
        }

        private String line() throws IOException {
            if (draft.startsWith(CharterDraft.PREFIX)) {
                return draft;
            }
            Path file = Path.of(draft);
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw Failure.usage(
                        "A draft is a line that begins with " + CharterDraft.PREFIX + ", or a file with it.", "");
            }
            return Files.readString(file);
        }
    }

    /** A change of one key in the charter. */
    private abstract static class OfKey implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "KEY", description = "64 hexadecimal digits.")
        private String key;

        OfKey(Desk desk) {
            this.desk = desk;
        }

        @Override
        public final Integer call() throws IOException {
            Bytes32 named = Desk.id(key);
            try (CharterDesk at = CharterDesk.open(desk)) {
                return at.change(change(at.charters(), named));
            }
        }

        abstract Consumer<CharterStatement.Builder> change(CommunityCharters charters, Bytes32 key);

        final long now() {
            return desk.surroundings().now();
        }
    }

    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            header = "Print your steward's key, by which a charter can name you.")
    static final class StewardKey implements Callable<Integer> {
        private final Desk desk;

        StewardKey(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (var agent = desk.agent()) {
                String key = agent.steward().key().hex();
                desk.line(Desk.object().put("key", key));
                desk.say(key);
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            header = "Make somebody a steward, who signs it too where the new threshold needs it.")
    static final class StewardAdd extends OfKey {
        @Option(names = "--threshold", paramLabel = "N", description = "How many must sign a charter from now on.")
        private Integer threshold;

        StewardAdd(Desk desk) {
            super(desk);
        }

        @Override
        Consumer<CharterStatement.Builder> change(CommunityCharters charters, Bytes32 key) {
            if (charters.standing().hasSteward(key)) {
                throw Failure.failed("duplicate", "This is the key of a steward already.", "");
            }
            return next -> {
                next.addStewards(ByteString.copyFrom(key.bytes()));
                setThreshold(next, threshold);
            };
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            header = "Let somebody be a steward no longer.",
            description = "Links and invites that they signed end with it.")
    static final class StewardRemove extends OfKey {
        @Option(names = "--threshold", paramLabel = "N", description = "How many must sign a charter from now on.")
        private Integer threshold;

        StewardRemove(Desk desk) {
            super(desk);
        }

        @Override
        Consumer<CharterStatement.Builder> change(CommunityCharters charters, Bytes32 key) {
            if (!charters.standing().hasSteward(key)) {
                throw Failure.failed("unknown_steward", "The charter names no such steward.", "");
            }
            if (charters.standing().stewards().size() == 1) {
                throw Failure.failed("last_steward", "A community has one steward at least.", "Add another one first.");
            }
            return next -> {
                List<ByteString> left = without(next.getStewardsList(), key);
                next.clearStewards().addAllStewards(left);
                setThreshold(
                        next, threshold == null ? (Integer) Math.min(next.getThreshold(), left.size()) : threshold);
            };
        }
    }

    /** Ends the command where so many can never sign. */
    static void setThreshold(CharterStatement.Builder next, Integer threshold) {
        if (threshold == null) {
            return;
        }
        if (threshold < 1 || threshold > next.getStewardsCount()) {
            throw Failure.usage(
                    "--threshold lies between 1 and the number of stewards, " + next.getStewardsCount() + ".", "");
        }
        next.setThreshold(threshold);
    }

    private static List<ByteString> without(List<ByteString> keys, Bytes32 key) {
        List<ByteString> left = new ArrayList<>(keys);
        left.remove(ByteString.copyFrom(key.bytes()));
        return left;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            header = "Let one more node postmark for the community.",
            description = "On its machine `byway init --second INVITE` prints its key.")
    static final class NodeAdd extends OfKey {
        NodeAdd(Desk desk) {
            super(desk);
        }

        @Override
        Consumer<CharterStatement.Builder> change(CommunityCharters charters, Bytes32 key) {
            if (charters.standing().hasNode(key)) {
                throw Failure.failed("duplicate", "This is the key of a node of the community already.", "");
            }
            return next -> {
                ByteString node = ByteString.copyFrom(key.bytes());
                List<DroppedNode> dropped = next.getDroppedList().stream()
                        .filter(each -> !each.getNode().equals(node))
                        .toList();
                next.addNodes(node).clearDropped().addAllDropped(dropped);
            };
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            header = "Let a node postmark no longer, as when its key was stolen.",
            description = "What it postmarks from now on is taken nowhere; what it postmarked before stays.")
    static final class NodeRemove extends OfKey {
        NodeRemove(Desk desk) {
            super(desk);
        }

        @Override
        Consumer<CharterStatement.Builder> change(CommunityCharters charters, Bytes32 key) {
            if (!charters.standing().hasNode(key)) {
                throw Failure.failed("unknown_node", "The charter names no such node.", "");
            }
            return next -> {
                List<ByteString> left = without(next.getNodesList(), key);
                next.clearNodes()
                        .addAllNodes(left)
                        .addDropped(DroppedNode.newBuilder()
                                .setNode(ByteString.copyFrom(key.bytes()))
                                .setLastPostmark(now()));
            };
        }
    }
}
