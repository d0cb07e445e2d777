package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.CommunityMembers;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Posting;
import org.byway.cli.noticeboard.InviteSheet;
import org.byway.protocol.community.MemberInvite;
import org.byway.protocol.community.Members;
import org.byway.protocol.community.Membership;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.MemberStanding;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway community member}: who belongs to the community. */
final class MemberCommands {
    private MemberCommands() {}

    static CommandLine tree(Desk desk) {
        return Group.of("member", "Invite people, and say how they stand.")
                .addSubcommand(new InviteMember(desk))
                .addSubcommand(new Join(desk))
                .addSubcommand(new Listing(desk))
                .addSubcommand(new Admit(desk))
                .addSubcommand(new Role(desk))
                .addSubcommand(new Renew(desk))
                .addSubcommand(new Pause(desk))
                .addSubcommand(new Remove(desk))
                .addSubcommand(new Leave(desk));
    }

    /** Reads an invite as it was typed. */
    static MemberInvite invite(Desk desk, String typed) {
        return Desk.argument(MemberInvite.parse(typed, desk.surroundings().now(), new StrictEd25519()));
    }

    /** Posts the person's own word; ends the command where the node refuses it. */
    static void post(Agent agent, NodePort node, Bytes32 community, Membership word) {
        Posting posting = Desk.value(node.post(agent.sealMembership(community, word)));
        Refusal refusal = posting.refused().get(0);
        if (refusal != null) {
            throw Desk.refused(refusal, "");
        }
    }

    private static String word(Members.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Command(
            name = "invite",
            mixinStandardHelpOptions = true,
            header = "Make invites, each for one person, once.",
            description = {
                "Whoever has the link joins with it (`byway init --at LINK`) until it expires: give each to one person. --sheet writes a",
                "page to print, thirty on a sheet of paper."
            })
    static final class InviteMember implements Callable<Integer> {
        private static final int MOST_COUNT = 300;

        private final Desk desk;

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "1",
                description = "How many. Usually ${DEFAULT-VALUE}.")
        private int count;

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "14",
                description = "How long they are good for. Usually ${DEFAULT-VALUE} days.")
        private int days;

        @Option(
                names = "--http-address",
                paramLabel = "HOST:PORT",
                description = "Where others reach the node's HTTP interface, if not where it listens.")
        private String httpAddress;

        @Option(names = "--sheet", paramLabel = "FILE.html", description = "Write them as a page to print.")
        private Path sheet;

        InviteMember(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (count < 1 || count > MOST_COUNT || days < 1 || days > 366) {
                throw Failure.usage("--count takes 1 to " + MOST_COUNT + ", --days 1 to 366.", "");
            }
            try (CharterDesk at = CharterDesk.open(desk)) {
                at.requireSteward();
                JsonNode facts = Desk.value(at.node().facts());
                String address = HostLink.address(httpAddress == null ? desk.httpAddress() : httpAddress);
                MemberInvite.Host host =
                        new MemberInvite.Host(Bytes32.ofHex(facts.path("node").asText()), address);
                long expires = desk.surroundings().now() + days * Limits.DAY_MILLIS;
                List<String> links = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    links.add(at.agent().steward().inviteMember(host, expires).text());
                }
                tell(at, links, expires);
            }
            return Exit.OK;
        }

        private void tell(CharterDesk at, List<String> links, long expires) throws IOException {
            if (sheet != null) {
                String name = at.charters().standing().name();
                WholeFile.write(sheet, InviteSheet.of(name, links, expires).getBytes(StandardCharsets.UTF_8));
                desk.line(Desk.object()
                        .put("file", sheet.toString())
                        .put("invites", links.size())
                        .put("expires", Desk.time(expires)));
                desk.say("The sheet is in " + sheet
                        + ". Open it in a browser and print it; each invite lets one person in.");
                return;
            }
            for (String link : links) {
                desk.line(Desk.object().put("link", link).put("expires", Desk.time(expires)));
                desk.say(link);
                InviteCommand.show(desk, link);
            }
            desk.say("Each is good for one person, until " + Desk.time(expires) + ": byway init --at LINK");
        }
    }

    @Command(
            name = "join",
            mixinStandardHelpOptions = true,
            header = "Become a member by an invite, in a home that is there already.",
            description = "It must be of the community in which you speak; `byway init --at INVITE` makes a new home.")
    static final class Join implements Callable<Integer> {
        private final Desk desk;

        @Parameters(paramLabel = "INVITE", description = "What `byway community member invite` printed.")
        private String typed;

        Join(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            MemberInvite invite = invite(desk, typed);
            try (Agent agent = desk.agent()) {
                if (!invite.community().equals(agent.community().orElseThrow())) {
                    throw Failure.failed(
                            "bad_community",
                            "This invite is of another community than the one in which you speak.",
                            "byway move --to " + invite.http() + " goes there.");
                }
                Bytes32 key = agent.member(invite.community()).persona();
                post(agent, desk.node(), invite.community(), Membership.joins(key, invite));
                desk.line(Desk.object().put("member", key.hex()).put("state", "joined"));
                desk.say("Welcome. The community's nodes know you as " + key + ".");
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "List who is a member, and how each stands.",
            description = "By keys: a member's names, offers and wants are not told by them.")
    static final class Listing implements Callable<Integer> {
        private final Desk desk;

        Listing(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (CharterDesk at = CharterDesk.open(desk)) {
                List<Members.Known> all = Desk.value(CommunityMembers.read(
                        at.node(), at.charters(), desk.surroundings().now()));
                for (Members.Known each : all) {
                    ObjectNode line = Desk.object()
                            .put("member", each.member().hex())
                            .put("state", word(each.state()))
                            .put("since", Desk.time(each.since()))
                            .put("until", each.until() == 0 ? null : Desk.time(each.until()));
                    ArrayNode roles = line.putArray("roles");
                    each.roles().forEach(roles::add);
                    desk.line(line);
                    desk.say("%s  %-8s %s  until %s  %s"
                            .formatted(
                                    each.member(),
                                    word(each.state()),
                                    Desk.time(each.since()),
                                    Desk.time(each.until()),
                                    String.join(", ", each.roles()))
                            .stripTrailing());
                }
                if (all.isEmpty()) {
                    desk.say("Nobody yet. `byway community member invite` makes invites.");
                }
            }
            return Exit.OK;
        }
    }

    /** A steward's word on one member. */
    private abstract static class Saying implements Callable<Integer> {
        private final Desk desk;

        @Parameters(
                paramLabel = "MEMBER",
                description = "The member's key, or how it begins, as `member list` tells it.")
        private String member;

        Saying(Desk desk) {
            this.desk = desk;
        }

        @Override
        public final Integer call() throws IOException {
            try (CharterDesk at = CharterDesk.open(desk)) {
                at.requireSteward();
                Bytes32 key = key(at);
                Membership word = word(key);
                FederationCommands.post(
                        at.agent(), at.node(), Desk.value(at.agent().steward().say(word), ""));
                desk.line(Desk.object()
                        .put("member", key.hex())
                        .put("state", word.standing().name().toLowerCase(Locale.ROOT)));
                desk.say(
                        "Said. Every node of the community goes by it as soon as it hears of it, within a minute or so.");
            }
            return Exit.OK;
        }

        private Bytes32 key(CharterDesk at) {
            if (member.length() == 2 * Bytes32.SIZE) {
                return Desk.id(member);
            }
            List<Members.Known> all = Desk.value(CommunityMembers.read(
                    at.node(), at.charters(), desk.surroundings().now()));
            List<Bytes32> named = all.stream()
                    .map(Members.Known::member)
                    .filter(key -> !member.isEmpty() && key.hex().startsWith(member))
                    .toList();
            if (named.size() != 1) {
                throw Failure.failed(
                        "unknown_member",
                        named.isEmpty() ? "There is no such member." : "Several members' keys begin so.",
                        "byway community member list");
            }
            return named.get(0);
        }

        abstract Membership word(Bytes32 key);
    }

    @Command(
            name = "admit",
            mixinStandardHelpOptions = true,
            header = "Let somebody in, or in again.",
            description = "Where the charter says that stewards let members in; it ends a pause and a removal too.")
    static final class Admit extends Saying {
        Admit(Desk desk) {
            super(desk);
        }

        @Override
        Membership word(Bytes32 key) {
            return Membership.says(key, MemberStanding.MEMBER, List.of());
        }
    }

    @Command(name = "role", mixinStandardHelpOptions = true, header = "Say which roles a member has: all of them anew.")
    static final class Role extends Saying {
        @Option(
                names = "--role",
                paramLabel = "WORD",
                description = "Such as caretaker. May be repeated; none takes all away.")
        private List<String> roles = List.of();

        Role(Desk desk) {
            super(desk);
        }

        @Override
        Membership word(Bytes32 key) {
            if (roles.size() > Membership.MOST_ROLES
                    || !roles.stream().allMatch(role -> role.matches("[a-z][a-z-]{0,31}"))) {
                throw Failure.usage(
                        "--role takes a word in lower case, at most " + Membership.MOST_ROLES + " of them.", "");
            }
            return Membership.says(key, MemberStanding.MEMBER, roles);
        }
    }

    @Command(
            name = "renew",
            mixinStandardHelpOptions = true,
            header = "Say anew of members that they are some, with their roles.",
            description = "A word on a member is good for a year; whoever is spoken of no more can post no more.")
    static final class Renew implements Callable<Integer> {
        private final Desk desk;

        @Option(
                names = "--within",
                paramLabel = "DAYS",
                defaultValue = "60",
                description = "Those whose word ends within so many days. Usually ${DEFAULT-VALUE}.")
        private int days;

        Renew(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            if (days < 1 || days > 366) {
                throw Failure.usage("--within takes 1 to 366.", "");
            }
            try (CharterDesk at = CharterDesk.open(desk)) {
                at.requireSteward();
                long now = desk.surroundings().now();
                int renewed = 0;
                for (Members.Known each : Desk.value(CommunityMembers.read(at.node(), at.charters(), now))) {
                    if (each.state() == Members.State.MEMBER && each.until() < now + days * Limits.DAY_MILLIS) {
                        Membership word = Membership.says(each.member(), MemberStanding.MEMBER, each.roles());
                        FederationCommands.post(
                                at.agent(),
                                at.node(),
                                Desk.value(at.agent().steward().say(word), ""));
                        renewed++;
                    }
                }
                desk.line(Desk.object().put("renewed", renewed));
                desk.say(renewed == 0 ? "Nobody's word ends so soon." : "Renewed: " + renewed + ".");
            }
            return Exit.OK;
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            header = "Let a member post nothing for now.",
            description = "`byway community member admit` ends it.")
    static final class Pause extends Saying {
        Pause(Desk desk) {
            super(desk);
        }

        @Override
        Membership word(Bytes32 key) {
            return Membership.says(key, MemberStanding.PAUSED, List.of());
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            header = "Take somebody's membership away.",
            description =
                    "What was posted before stays until it expires or is withdrawn. Nobody is kept: withdrawals are always taken.")
    static final class Remove extends Saying {
        Remove(Desk desk) {
            super(desk);
        }

        @Override
        Membership word(Bytes32 key) {
            return Membership.says(key, MemberStanding.REMOVED, List.of());
        }
    }

    @Command(
            name = "leave",
            mixinStandardHelpOptions = true,
            header = "Be a member of this community no longer.",
            description = "Your home, keys and papers stay yours. `byway move --to INVITE` takes along what you said.")
    static final class Leave implements Callable<Integer> {
        private final Desk desk;

        Leave(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() throws IOException {
            try (Agent agent = desk.agent()) {
                Bytes32 community = agent.community().orElseThrow();
                Bytes32 key = agent.member(community).persona();
                post(agent, desk.node(), community, Membership.says(key, MemberStanding.LEFT, List.of()));
                desk.line(Desk.object().put("member", key.hex()).put("state", "left"));
                desk.say("You have left.");
            }
            return Exit.OK;
        }
    }
}
