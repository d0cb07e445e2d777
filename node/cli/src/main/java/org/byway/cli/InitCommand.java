package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.CommunityCharters;
import org.byway.agent.Home;
import org.byway.agent.Host;
import org.byway.agent.node.HttpNode;
import org.byway.cli.config.Setting;
import org.byway.cli.config.Stated;
import org.byway.protocol.community.MemberInvite;
import org.byway.protocol.community.Membership;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.record.Bytes32;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code byway init}. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        header = "Make a home: keys of yours, a node and a community of your own.",
        description = "`byway serve` does so by itself. What is there already stays as it is.")
final class InitCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the community.")
    private String name;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description =
                    "A language of the community, such as de or pt-BR: its words are found by their stems in it. May be repeated.")
    private List<String> languages = List.of();

    @Option(
            names = "--at",
            paramLabel = "INVITE",
            description =
                    "Have no node of your own: speak by the one of this invite (`byway community member invite`, `byway invite --person`) or HOST:PORT.")
    private String at;

    @Option(
            names = "--second",
            paramLabel = "INVITE",
            description =
                    "Have a second node of the community of this invite (`byway invite --person`): prints the key by which its stewards let it in.")
    private String second;

    @Option(
            names = "--words",
            paramLabel = "N",
            defaultValue = "12",
            description = "How many recovery words your keys come of: 12 or 24. Usually ${DEFAULT-VALUE}.")
    private int words;

    InitCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        if (words != 12 && words != 24) {
            throw Failure.usage("Recovery words are 12 or 24.", "");
        }
        Home home = desk.home();
        Map<Setting, Stated> options = new EnumMap<>(Setting.class);
        ServeOptions.put(options, Setting.NAME, name);
        String called = Configured.read(desk).with(options).text(Setting.NAME).strip();
        List<String> spoken = Hosting.languages(languages);
        Optional<Home.Running> running = home.running();
        if (running.isPresent()) {
            JsonNode facts = Desk.value(running.get().node().facts());
            return tell(
                    home, facts.path("node").asText(), facts.path("community").asText());
        }
        if (at != null && second != null) {
            throw Failure.usage("--at and --second do not go together.", "");
        }
        if (at != null) {
            return at.strip().startsWith(MemberInvite.PREFIX) ? member(home) : hosted(home, at);
        }
        if (second != null) {
            return second(home);
        }
        make(home);
        try (Hosting hosting = Hosting.take(home);
                Agent agent = desk.open(home)) {
            hosting.found(agent, called, spoken);
            return tell(
                    home, hosting.key().hex(), agent.community().orElseThrow().hex());
        }
    }

    private void make(Home home) throws IOException {
        if (!home.exists() && words == 24) {
            byte[] entropy = new byte[RecoveryWords.LONG_ENTROPY_BYTES];
            desk.surroundings().random().nextBytes(entropy);
            home.create(RecoveryWords.ofEntropy(entropy), desk.surroundings().random());
        }
    }

    /** A home without a node. */
    /** A home of a member: the invite names the node, and lets in whoever shows it first. */
    private int member(Home home) throws IOException {
        MemberInvite invite = MemberCommands.invite(desk, at);
        int told = hosted(home, new HostLink(HostLink.address(invite.http()), invite.node()).text());
        try (Agent agent = desk.open(home)) {
            Bytes32 key = agent.member(invite.community()).persona();
            MemberCommands.post(agent, desk.node(), invite.community(), Membership.joins(key, invite));
            desk.say("Member     " + key);
        }
        return told;
    }

    private int hosted(Home home, String invite) throws IOException {
        Host host = settled(home, invite);
        desk.line(Desk.object()
                .put("home", home.folder().toString())
                .put("node", host.node().hex())
                .put("community", host.community().hex()));
        desk.say("Home       " + home.folder());
        desk.say("Speaks by  " + host.address() + ", node " + host.node());
        desk.say("Write your recovery words down: `byway persona words`.");
        return Exit.OK;
    }

    /** A home with a node that keeps what the other one's community has, and postmarks for it once its charter names it. */
    private int second(Home home) throws IOException {
        Host host = settled(home, second);
        HttpNode first = host.reach();
        CommunityCharters charters = Desk.value(CommunityCharters.read(first, host.community()));
        try (Hosting hosting = Hosting.take(home)) {
            hosting.join(charters.bundle(), InviteCommand.addresses(Desk.value(first.facts())));
            String key = hosting.key().hex();
            desk.line(Desk.object()
                    .put("home", home.folder().toString())
                    .put("node", key)
                    .put("community", host.community().hex()));
            desk.say("Home       " + home.folder());
            desk.say("Node       " + key);
            desk.say("Community  " + host.community());
            desk.say("A steward of it types `byway community node add " + key + "`; then start it with `byway serve`.");
        }
        return Exit.OK;
    }

    /** Makes a home that speaks by the node of an invite. */
    private Host settled(Home home, String invite) throws IOException {
        Host host = HostLink.read(invite).host();
        if (home.exists() && speaks(home)) {
            throw Failure.configuration(
                    "There is a home already at " + home.folder() + ".",
                    "`byway move --to INVITE` takes it along to another node.");
        }
        make(home);
        desk.open(home).close();
        home.speakBy(host);
        return host;
    }

    /** Not so where it was restored without a node, or where a crash came before it was told by which to speak. */
    private boolean speaks(Home home) throws IOException {
        try (Agent agent = desk.open(home)) {
            return agent.community().isPresent();
        }
    }

    private int tell(Home home, String node, String community) {
        desk.line(Desk.object()
                .put("home", home.folder().toString())
                .put("node", node)
                .put("community", community));
        desk.say("Home       " + home.folder());
        desk.say("Node       " + node);
        desk.say("Community  " + community);
        desk.say("Start it with `byway serve`. Write your recovery words down: `byway persona words`.");
        return Exit.OK;
    }
}
