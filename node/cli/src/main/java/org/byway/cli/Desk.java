package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.agent.Host;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.ledger.FileBinder;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.Interests;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.agent.vault.UnlockedKeys;
import org.byway.agent.vault.Unlocking;
import org.byway.agent.vault.VaultFolder;
import org.byway.cli.log.Printable;
import org.byway.protocol.identity.RecoveryWords;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/** What every command works at: the home that was named, the agent and the node in it, and where its words go. */
final class Desk {
    private static final String START = "Start it with `byway serve`.";

    private final Surroundings surroundings;
    private final GlobalOptions options;

    Desk(Surroundings surroundings, GlobalOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean json() {
        return options.json();
    }

    Home home() {
        Path folder = options.home().orElseGet(() -> Homes.usual(surroundings.environment()));
        return new Home(folder.toAbsolutePath().normalize());
    }

    /** The home that was named, where there is none yet. */
    Home newHome() {
        Home home = home();
        if (home.exists()) {
            throw Failure.configuration(
                    "There is a home already at " + home.folder() + ".",
                    "Name another with --home; nothing was changed.");
        }
        return home;
    }

    /** The file of settings that was named, if one was. */
    Optional<Path> configurationFile() {
        String variable = surroundings.environment().getOrDefault("BYWAY_CONFIG", "");
        return options.config().or(() -> variable.isBlank() ? Optional.empty() : Optional.of(Path.of(variable)));
    }

    /** Opens the agent of a home, making it if it is not there. */
    Agent open(Home home) throws IOException {
        return home.open(unlocking(), surroundings.clock(), surroundings.random());
    }

    /** The home, which must be there; it may not have founded its community yet. */
    private Home made() {
        Home home = home();
        if (!home.exists()) {
            throw noHome(home);
        }
        return home;
    }

    /** The vault of the home, which must be there. */
    VaultFolder vault() throws IOException {
        return made().vault(unlocking(), surroundings.random());
    }

    /** The sealed files of the home, which must be there; to be closed. */
    FileBinder sealedFiles() throws IOException {
        return FileBinder.open(made().agentFolder());
    }

    /** HOST:PORT of the HTTP interface of the node by which the person speaks. */
    String httpAddress() throws IOException {
        Optional<Host> host = host();
        return host.isPresent()
                ? host.get().address()
                : running().map(Home.Running::address).orElseThrow(this::notRunning);
    }

    /** The words of the home, which must be there. */
    RecoveryWords words() throws IOException {
        return vault().open().words();
    }

    /** The file with the vault's passphrase, if one was named. */
    Optional<Path> passphraseFile() {
        String variable = surroundings.environment().getOrDefault("BYWAY_PASSPHRASE_FILE", "");
        return variable.isBlank() ? Optional.empty() : Optional.of(Path.of(variable));
    }

    private Unlocking unlocking() {
        Path folder = Homes.ofThisLogin(surroundings.environment());
        return new Unlocking(new UnlockedKeys(folder, surroundings.clock()), passphraseFile());
    }

    /** The agent of the home, which must have founded its community. */
    Agent agent() throws IOException {
        Home home = made();
        Agent agent = open(home);
        if (agent.community().isEmpty()) {
            agent.close();
            throw noHome(home);
        }
        return agent;
    }

    private static Failure noHome(Home home) {
        return Failure.configuration(
                "There is no Byway home at " + home.folder() + ".",
                "Make one with `byway init`, or name another with --home.");
    }

    Optional<Home.Running> running() throws IOException {
        return home().running();
    }

    /** Somebody else's node by which the person speaks; empty where it is the home's own. */
    Optional<Host> host() throws IOException {
        return home().host();
    }

    /** The node by which the person speaks, if it runs or is somebody else's. */
    Optional<HttpNode> reached() throws IOException {
        Optional<Host> host = host();
        return host.isPresent() ? host.map(Host::reach) : running().map(Home.Running::node);
    }

    /** The node by which the person speaks: the home's own, which must run, or somebody else's. */
    NodePort node() throws IOException {
        return httpNode();
    }

    /** The same by HTTP, with all that it serves beside records. */
    HttpNode httpNode() throws IOException {
        return reached().orElseThrow(this::notRunning);
    }

    /** The running node of the home, to be administered. */
    NodePort ownNode() throws IOException {
        Optional<Home.Running> running = running();
        Optional<Host> host = host();
        if (running.isEmpty() && host.isPresent()) {
            throw Failure.failed(
                    "not_running",
                    "No node of this home runs; you speak by " + host.get().address() + ".",
                    "`byway serve` starts one of your own.");
        }
        return running.map(Home.Running::node).orElseThrow(this::notRunning);
    }

    /** The standing interests: the host's own, or those of a persona where a signer is given. */
    Interests interests(PersonaSigner signer) throws IOException {
        return interestsIfReached(signer).orElseThrow(this::notRunning);
    }

    /** The same, empty where the home's node does not run. */
    Optional<Interests> interestsIfReached(PersonaSigner signer) throws IOException {
        Optional<Host> host = host();
        return host.isPresent()
                ? host.map(Host::reach).map(node -> node.interests(signer))
                : running().map(running -> running.interests(signer));
    }

    /** Signs as the persona of that name; where no name is given null, or the person as somebody else's node knows it. */
    PersonaSigner signer(String name) throws IOException {
        Optional<Host> host = host();
        if (name == null && host.isEmpty()) {
            return null;
        }
        try (Agent agent = agent()) {
            if (name == null) {
                return agent.member(host.get().community());
            }
            return agent.signer(name)
                    .orElseThrow(() -> Failure.failed(
                            "unknown_persona",
                            "Nothing was said under the name \"" + name + "\" yet.",
                            "A persona begins with its first offer: byway offer post --seller NAME"));
        }
    }

    private Failure notRunning() {
        return Failure.failed("not_running", "No node runs for " + home().folder() + ".", START);
    }

    /** The value of an answer; anything else ends the command. */
    static <T> T value(Reply<T> reply) {
        return switch (reply) {
            case Reply.Got<T>(T value) -> value;
            case Reply.Refused<T>(String code, String message) ->
                throw Failure.failed(word(code), sentence(message), "");
            case Reply.Unreachable<T>(String why) -> throw Failure.failed("not_running", sentence(why), START);
        };
    }

    /** The value; a refusal ends the command as a failure. */
    static <T> T value(Checked<T> checked, String hint) {
        return switch (checked) {
            case Checked.Ok<T>(T value) -> value;
            case Checked.Refused<T>(Refusal refusal) -> throw refused(refusal, hint);
        };
    }

    /** The value; a refusal means that an argument was wrong. */
    static <T> T argument(Checked<T> checked) {
        return switch (checked) {
            case Checked.Ok<T>(T value) -> value;
            case Checked.Refused<T>(Refusal refusal) -> throw Failure.usage(sentence(refusal.detail()), "");
        };
    }

    static Failure refused(Refusal refusal, String hint) {
        return Failure.failed(word(refusal.reason().code()), sentence(refusal.detail()), hint);
    }

    static Bytes32 id(String text) {
        return argument(Bytes32.parse(text));
    }

    /** Codes of the command line join words by underscores, those of SPEC.md by hyphens. */
    private static String word(String code) {
        return code.replace('-', '_');
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String sentence(String text) {
        String upper = capital(text);
        return upper.endsWith(".") ? upper : upper + ".";
    }

    /** Writes words for people, of whomever they are: a terminal obeys nothing in them. Nothing where a program reads. */
    void say(String words) {
        if (!json()) {
            surroundings.out().println(Printable.lines(words));
        }
    }

    /** Writes a line that is no result: progress, a warning, perhaps in a node's own words. */
    void note(String line) {
        surroundings.err().println(Printable.lines(line));
    }

    /** Writes a line for programs; nothing where a person reads. */
    void line(JsonNode line) {
        if (json()) {
            surroundings.out().println(line);
        }
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
