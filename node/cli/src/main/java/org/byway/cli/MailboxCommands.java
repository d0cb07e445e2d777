package org.byway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.byway.agent.Home;
import org.byway.agent.letter.Devices;
import org.byway.agent.letter.KnownNode;
import org.byway.agent.node.HttpMail;
import org.byway.protocol.record.Bytes32;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code byway mailbox}: at which nodes letters wait. */
final class MailboxCommands {
    /** Fewer digits name no device. */
    private static final int SHORTEST = 4;

    private MailboxCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("mailbox", "Choose the nodes where private messages to you wait; each keeps all of them.")
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Add(desk))
                .addSubcommand(new Remove(desk))
                .addSubcommand(new ForgetDevice(desk));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List them, and for which of your devices letters wait there.",
            description =
                    "A device is a home with your keys. Letters wait until each has fetched them, for 14 days at most.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                Devices devices = letters.devices();
                Devices.Kept kept = devices.ask();
                SortedSet<Bytes32> own = new TreeSet<>(kept.byNode().keySet());
                letters.book().nodes().forEach(known -> own.remove(known.node()));
                String home = desk.running().map(Home.Running::address).orElse("");
                own.forEach(node -> {
                    String address = letters.address(node);
                    tell(address, node, address.equals(home), kept, devices.own());
                });
                for (KnownNode known : letters.book().nodes()) {
                    tell(known.address(), known.node(), false, kept, devices.own());
                }
                if (letters.book().nodes().isEmpty()) {
                    desk.say("Only the node by which you speak. With a second one nothing is lost when one is gone.");
                }
                kept.troubles().stream().distinct().forEach(trouble -> desk.note(Desk.sentence(trouble)));
            }
            return Exit.OK;
        }

        private void tell(String address, Bytes32 node, boolean own, Devices.Kept kept, String here) {
            SortedSet<String> devices =
                    kept.unreached().contains(node) ? null : kept.byNode().get(node);
            ObjectNode line = Desk.object()
                    .put("address", address)
                    .put("node", node.hex())
                    .put("own", own);
            if (devices == null) {
                desk.line(line.putNull("devices"));
                desk.say(address + " " + node + "  not reached");
                return;
            }
            ArrayNode named = line.putArray("devices");
            devices.forEach(named::add);
            desk.line(line.put("thisDevice", here));
            desk.say(address + " " + node + "  " + counted(devices, here));
        }

        private static String counted(SortedSet<String> devices, String here) {
            List<String> named = devices.stream()
                    .map(device -> device + (device.equals(here) ? " (this one)" : ""))
                    .toList();
            return switch (named.size()) {
                case 0 -> "no mailbox yet";
                case 1 -> "1 device: " + named.get(0);
                default -> named.size() + " devices: " + String.join(", ", named);
            };
        }
    }

    @Command(
            name = "forget-device",
            mixinStandardHelpOptions = true,
            header = "Let letters wait no longer for a device that is lost.",
            description =
                    "At all nodes that are reached, in all mailboxes. A device that is not lost names itself again when it fetches.")
    static final class ForgetDevice implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "ID", description = "As `mailbox list` shows it, or how it begins.")
        private String id;

        ForgetDevice(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.nodeKeys();
                Devices devices = letters.devices();
                String device = named(devices, devices.ask());
                Devices.Kept kept = devices.forget(device);
                boolean stays = kept.all().contains(device) || !kept.unreached().isEmpty();
                ArrayNode left = Desk.object().putArray("unreached");
                kept.unreached().forEach(node -> left.add(node.hex()));
                desk.line(Desk.object().put("device", device).set("unreached", left));
                kept.troubles().stream().distinct().forEach(trouble -> desk.note(Desk.sentence(trouble)));
                if (stays) {
                    desk.say("Forgotten where a node was reached; ask again once the others are.");
                } else {
                    desk.say("Forgotten: letters wait for it no longer.");
                }
                return stays ? Exit.FAILED : Exit.OK;
            }
        }

        private String named(Devices devices, Devices.Kept kept) {
            List<String> found = kept.all().stream()
                    .filter(device -> device.equals(id) || (id.length() >= SHORTEST && device.startsWith(id)))
                    .toList();
            if (found.isEmpty()) {
                throw Failure.failed(
                        "unknown_device",
                        "Letters wait for no device \"" + id + "\".",
                        "`byway mailbox list` shows for which they do.");
            }
            if (found.size() > 1) {
                throw Failure.failed("ambiguous", "More than one device begins so.", "Give more of its id.");
            }
            if (found.get(0).equals(devices.own())) {
                throw Failure.failed("own_device", "This is the device that you are using.", "");
            }
            return found.get(0);
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            header = "Let private messages wait at another node too.",
            description = "What was said before goes on to name the nodes of then.")
    static final class Add implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "HOST:PORT", description = "Of its HTTP interface.")
        private String address;

        Add(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            address = HostLink.address(address);
            HttpMail node = Desk.value(HttpMail.at(address));
            try (LetterDesk letters = LetterDesk.open(desk)) {
                letters.letters().add(node, address);
                desk.line(Desk.object()
                        .put("address", address)
                        .put("node", node.node().hex()));
                desk.say("Messages wait there too, from now on.");
            }
            return Exit.OK;
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, header = "Let nothing more wait at a node.")
    static final class Remove implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "HOST:PORT", description = "As it was added.")
        private String address;

        Remove(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (LetterDesk letters = LetterDesk.open(desk)) {
                List<KnownNode> found = letters.book().nodes().stream()
                        .filter(node -> node.address().equals(address))
                        .toList();
                if (found.isEmpty()) {
                    throw Failure.failed("unknown_node", "No node was added under " + address + ".", "");
                }
                for (KnownNode node : found) {
                    letters.letters().forget(node);
                }
                desk.say("Forgotten.");
            }
            return Exit.OK;
        }
    }
}
