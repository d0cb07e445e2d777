package org.byway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.byway.agent.Agent;
import org.byway.agent.Answers;
import org.byway.agent.Delivery;
import org.byway.agent.Disclosure;
import org.byway.agent.Home;
import org.byway.agent.Host;
import org.byway.agent.NodeStatuses;
import org.byway.agent.Qualification;
import org.byway.agent.credential.HeldCredential;
import org.byway.agent.credential.Holder;
import org.byway.agent.credential.ProofVerification;
import org.byway.agent.deal.Stock;
import org.byway.agent.experience.TokenLetters;
import org.byway.agent.identity.Identity;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.letter.Carrier;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Devices;
import org.byway.agent.letter.KnownNode;
import org.byway.agent.letter.Letterbook;
import org.byway.agent.letter.Letters;
import org.byway.agent.letter.Piece;
import org.byway.agent.letter.Tie;
import org.byway.agent.node.HttpMail;
import org.byway.agent.node.HttpNode;
import org.byway.agent.node.MailPort;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Reply;
import org.byway.agent.pay.PayRound;
import org.byway.agent.pay.PublicPays;
import org.byway.agent.tab.TabRound;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.letter.SealedBody;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.CredentialGiven;

/** A person's letters on the desk: the agent of the home, and the nodes by which letters go and come. */
final class LetterDesk implements AutoCloseable {
    private static final int SHORT_DIGITS = 8;
    private static final int SHORTEST = 4;
    private static final int AT_ONCE = 8;

    private final Desk desk;
    private final Agent agent;
    private final Letters letters;
    private final List<MailPort> nodes = new ArrayList<>();
    /** Of each of them, as people know it. */
    private final Map<Bytes32, String> addresses = new HashMap<>();

    private final List<Bytes32> places;
    private final List<String> troubles = new ArrayList<>();
    private Carrier carrier;
    private Answers answers;

    private LetterDesk(Desk desk, Agent agent) throws IOException {
        this.desk = desk;
        this.agent = agent;
        this.letters = desk.home()
                .letters(agent, desk.surroundings().clock(), desk.surroundings().random());
        Optional<Host> host = desk.host();
        Optional<Home.Running> running = desk.running();
        if (host.isPresent()) {
            add(host.get().address(), HttpMail.at(host.get().address()));
        } else if (running.isPresent()) {
            add(running.get().address(), own(running.get()));
        }
        for (KnownNode known : letters.book().nodes()) {
            if (!addresses.containsKey(known.node())) {
                add(known.address(), HttpMail.at(known.address()));
            }
        }
        places = nodes.stream()
                .map(MailPort::node)
                .limit(LetterAddress.MOST_NODES)
                .toList();
        if (host.isPresent()) {
            // Letters that waited there before the move.
            running.ifPresent(own -> add(own.address(), own(own)));
            addFormer(host.get().former());
        }
        this.carrier = letters.carrier(nodes).atOnce(AT_ONCE);
        for (Identity identity : agent.personas().identities()) {
            correspondence().resign(identity.index(), identity.keySequence());
        }
    }

    static LetterDesk open(Desk desk) throws IOException {
        Agent agent = desk.agent();
        try {
            return new LetterDesk(desk, agent);
        } catch (IOException | RuntimeException e) {
            agent.close();
            throw e;
        }
    }

    private static Reply<HttpMail> own(Home.Running running) {
        Optional<Path> socket = running.socket().filter(Files::exists);
        return socket.isPresent() ? HttpMail.at(socket.get()) : HttpMail.at(running.address());
    }

    /** It may be gone for good: nothing is said of it then, and it is not waited for. */
    private void addFormer(String address) {
        boolean reached = !address.isEmpty() && new HttpNode(address, "").facts() instanceof Reply.Got<JsonNode>;
        if (reached && HttpMail.at(address) instanceof Reply.Got<HttpMail> found) {
            add(address, found);
        }
    }

    private void add(String address, Reply<HttpMail> node) {
        switch (node) {
            case Reply.Got<HttpMail>(HttpMail found) -> {
                if (addresses.putIfAbsent(found.node(), address) == null) {
                    nodes.add(found);
                }
            }
            case Reply.Refused<HttpMail>(String code, String message) -> troubles.add(message);
            case Reply.Unreachable<HttpMail>(String why) -> troubles.add(why);
        }
    }

    Desk desk() {
        return desk;
    }

    Agent agent() {
        return agent;
    }

    Letters letters() {
        return letters;
    }

    Letterbook book() {
        return letters.book();
    }

    Correspondence correspondence() {
        return letters.correspondence();
    }

    Carrier carrier() {
        return carrier;
    }

    /** The keys of the nodes where answers are to wait; ends the command where none is reached. */
    List<Bytes32> nodeKeys() {
        if (places.isEmpty()) {
            String why = troubles.isEmpty() ? "No node runs for " + desk.home().folder() + "." : troubles.get(0);
            throw Failure.failed("not_running", Desk.sentence(why), "Start one with `byway serve`.");
        }
        return places;
    }

    /** HOST:PORT of a node that is reached. */
    String address(Bytes32 node) {
        return addresses.get(node);
    }

    /** Lets letters wait at that node and those that were added, and opens the mailboxes there; ends the command where it is not reached. */
    void settle(Host host) throws IOException {
        if (!places.contains(host.node())) {
            throw Failure.failed(
                    "not_running",
                    "The node to which you move is not reached at " + host.address() + ".",
                    "Do it again when it is: byway move");
        }
        List<Bytes32> settled = Stream.concat(
                        places.stream(), book().nodes().stream().map(KnownNode::node))
                .distinct()
                .limit(LetterAddress.MOST_NODES)
                .toList();
        correspondence().settle(settled);
        carrier.open(book().mailboxes()).forEach(trouble -> desk.note(Desk.sentence(trouble)));
    }

    /** Lets what is said be answered, at the nodes of this person; an intent says that under seal, or null. */
    Answers answers(String sealed) {
        answers = new Answers(correspondence(), nodeKeys());
        if (sealed != null) {
            byte[] nonce = new byte[SealedBody.NONCE_BYTES];
            desk.surroundings().random().nextBytes(nonce);
            Refusal refusal = answers.seal(agent.keys(), sealed, nonce);
            if (refusal != null) {
                throw Desk.refused(refusal, "");
            }
        }
        return answers;
    }

    /** For which devices letters wait at the nodes that are reached. */
    Devices devices() {
        return letters.devices(nodes);
    }

    /** Likewise for what a file says, with a bound on how many sellers of it can be answered. */
    Answers answersToImport() {
        answers = Answers.ofImport(correspondence(), nodeKeys());
        return answers;
    }

    int sellersWithoutAddress() {
        return answers == null ? 0 : answers.sellersWithout();
    }

    Disclosure disclosure() {
        return new Disclosure(agent, correspondence(), Disclosure.memberships());
    }

    /** What proves later that there was a deal. */
    TokenLetters tokens() {
        return new TokenLetters(agent, correspondence());
    }

    /** Opens the mailboxes that were named, before what names them is posted. */
    void openNamed() {
        if (answers != null) {
            carrier.open(answers.named()).forEach(trouble -> desk.note(Desk.sentence(trouble)));
        }
    }

    /** From now on the nodes are asked as for an agent that stays. */
    void stay() {
        carrier = carrier.staying();
    }

    /** Fetches and sends; tells on standard error what did not work. */
    Carrier.Round round() throws IOException {
        // Anew each time: what was revoked meanwhile does not count any more.
        letters.take(new Qualification(agent, proofs()));
        Carrier.Round fetched = carrier.fetch();
        keepCredentials();
        disclosure().round();
        tokens().round();
        new TabRound(correspondence()).round();
        new PublicPays(agent, correspondence()).round();
        new PayRound(correspondence()).round();
        Carrier.Round round = carrier.send(fetched);
        for (Waiting sealed : new Stock(agent, correspondence()).round()) {
            // Where no node takes it now, it goes out with what is posted next.
            Optional<Home.Running> running = desk.running();
            if (running.isPresent()) {
                new Delivery(agent, running.get().node()).post(sealed);
            }
        }
        List<String> all = new ArrayList<>(troubles);
        all.addAll(round.troubles());
        all.stream().distinct().forEach(trouble -> desk.note(Desk.sentence(trouble)));
        return round;
    }

    /** Holds what people show against what issuers say now. */
    ProofVerification proofs() throws IOException {
        NodePort node = desk.reached().orElse(null);
        return new ProofVerification(
                new StrictEd25519(), new NodeStatuses(node, desk.surroundings().now()));
    }

    /** Keeps credentials that came from whom they were asked of. */
    private void keepCredentials() throws IOException {
        Holder holder = agent.holder();
        for (HeldCredential asked : holder.book().held()) {
            ByteString of = asked.asked().getAskedOf();
            Optional<Tie> tie =
                    asked.isHere() || of.isEmpty() ? Optional.empty() : book().tie(Bytes32.of(of.toByteArray()));
            Optional<CredentialGiven> given = tie.flatMap(each -> each.pieces().stream()
                    .filter(piece -> !piece.own()
                            && piece.body()
                                    .getCredentialGiven()
                                    .getId()
                                    .equals(asked.asked().getId()))
                    .map(piece -> piece.body().getCredentialGiven())
                    .findFirst());
            if (given.isPresent()
                    && holder.keep(given.get()) instanceof Checked.Refused<HeldCredential>(Refusal refusal)) {
                desk.note("A credential that came is not kept: " + refusal.detail() + ".");
            }
        }
    }

    /** The conversations that are named so, or whose id begins so. */
    List<Tie> ties(String named) {
        return book().ties().stream()
                .filter(tie -> tie.name().equals(named)
                        || (named.length() >= SHORTEST
                                && tie.relationship().hex().startsWith(named)))
                .toList();
    }

    /** The one conversation that is named so, or whose id begins so. */
    Tie tie(String named) {
        List<Tie> found = ties(named);
        if (found.size() > 1) {
            throw Failure.failed(
                    "ambiguous", "More than one conversation goes by \"" + named + "\".", "Give more of its id.");
        }
        if (found.isEmpty()) {
            throw Failure.failed(
                    "unknown_conversation",
                    "No conversation goes by \"" + named + "\".",
                    "`byway message list` shows them.");
        }
        return found.get(0);
    }

    /** As people see it: its name, or the beginning of its id. */
    static String called(Tie tie) {
        return tie.name().isEmpty() ? tie.relationship().hex().substring(0, SHORT_DIGITS) : tie.name();
    }

    /** A letter by its place in the conversation, from 1. */
    static Piece piece(Tie tie, int place) {
        List<Piece> pieces = tie.pieces();
        if (place < 1 || place > pieces.size()) {
            throw Failure.failed(
                    "unknown_letter",
                    "There is no letter " + place + " in this conversation.",
                    "`byway message show` counts them.");
        }
        return pieces.get(place - 1);
    }

    @Override
    public void close() throws IOException {
        carrier.close();
        agent.close();
    }
}
