package org.byway.cli;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.byway.agent.Agent;
import org.byway.agent.Home;
import org.byway.agent.deal.Deals;
import org.byway.agent.deal.Wording;
import org.byway.agent.letter.Carrier;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.letter.Letters;
import org.byway.agent.letter.Mailbox;
import org.byway.agent.letter.Tie;
import org.byway.agent.node.HttpMail;
import org.byway.agent.node.Reply;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.agent.step.Saying;
import org.byway.agent.tab.TabRound;
import org.byway.agent.tab.Tabs;
import org.byway.bench.BenchFailure;
import org.byway.bench.LinkedNodes;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.letter.LetterAddress;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.step.Step;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.tab.TabState;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;
import org.byway.protocol.wire.TabPay;
import org.byway.protocol.wire.TabUnit;

/** A guest at one node and a baker at another who make deals, each with an agent and a vault of its own. */
final class DealPair implements AutoCloseable {
    private static final long WEEK_MILLIS = 7L * 24 * 3_600_000;
    private static final long PRICE = 900;
    private static final long LIMIT = 900_000_000;
    private static final long PATIENCE_SECONDS = 60;
    private static final int WAIT_SECONDS = 5;
    private static final int DONE = 6;

    private final Surroundings here;
    private final Person guest;
    private final Person baker;
    private final List<Double> exchanges = new ArrayList<>();
    private ByteString tab;

    /** One of the two. */
    private record Person(Agent agent, Letters letters, Carrier carrier, Bytes32 node) {
        static Person at(Path folder, Surroundings here, String address) throws IOException, BenchFailure {
            Home home = new Home(folder);
            Agent agent = home.open(here.clock(), here.random());
            agent.steward().found("Bench", Bytes32.ZERO);
            if (!(HttpMail.at(address) instanceof Reply.Got<HttpMail>(HttpMail mail))) {
                throw new BenchFailure("bench", "The node does not answer.", "");
            }
            Letters letters = home.letters(agent, here.clock(), here.random());
            return new Person(agent, letters, letters.carrier(List.of(mail)).staying(), mail.node());
        }

        Matters<DealState> deals() {
            return Deals.in(letters.correspondence());
        }

        Matters<TabState> tabs() {
            return Tabs.in(letters.correspondence());
        }

        Tie tie() {
            return letters.book().ties().iterator().next();
        }
    }

    private DealPair(Surroundings here, Person guest, Person baker) {
        this.here = here;
        this.guest = guest;
        this.baker = baker;
    }

    /** Nine euros for two loaves. */
    static Proposal bread(long now) {
        return Proposal.newBuilder()
                .addCommitments(Wording.read("2 x Loaf of rye").orThrow().setBy(Side.OTHER))
                .addCommitments(Wording.read("9.00 EUR").orThrow().setBy(Side.OPENER))
                .setUntil(now + WEEK_MILLIS)
                .build();
    }

    /** Two who have met, and have a tab. */
    static DealPair meet(Path folder, Surroundings here, LinkedNodes nodes)
            throws IOException, InterruptedException, BenchFailure {
        Person guest = Person.at(folder.resolve("guest"), here, nodes.one());
        Person baker = Person.at(folder.resolve("baker"), here, nodes.two());
        DealPair pair = new DealPair(here, guest, baker);
        Bytes32 index = baker.agent().keys().persona(Bytes32.ZERO).publicKey();
        Mailbox box = baker.letters()
                .correspondence()
                .open(index, new Mailbox.Signer(index, 0), List.of(baker.node()), here.now() + 4 * WEEK_MILLIS);
        baker.carrier().open(List.of(box));
        LetterAddress address =
                new LetterAddress(box.address().tag(), box.address().key(), List.of(baker.node()));
        Tie tie = guest.letters()
                .correspondence()
                .begin(
                        new Correspondence.Addressee(
                                address, baker.agent().keys().persona(index).publicKey(), index),
                        List.of(guest.node()));
        TabUnit euro = TabUnit.newBuilder().setUnit("EUR").setDigits(2).build();
        pair.tab = pair.id();
        guest.tabs()
                .open(tie, pair.tab, Tabs.opening(euro, LIMIT, "", here.now() + WEEK_MILLIS))
                .orThrow();
        pair.until(guest, baker, () -> !baker.tabs().all().isEmpty());
        baker.tabs().say(baker.tabs().all().get(0), Tabs.join(LIMIT)).orThrow();
        guest.carrier().round();
        baker.carrier().round();
        pair.until(baker, guest, () -> guest.tabs().all().get(0).state() instanceof TabState.Open);
        return pair;
    }

    private ByteString id() {
        byte[] id = new byte[StepLimits.ID_BYTES];
        here.random().nextBytes(id);
        return ByteString.copyFrom(id);
    }

    /** A whole deal; gives what each exchange took, from what one says until the other has it, in milliseconds. */
    List<Double> deal() throws IOException, InterruptedException, BenchFailure {
        exchanges.clear();
        ByteString id = id();
        Proposal bread = bread(here.now());
        guest.deals().open(guest.tie(), id, Deals.quoting(bread)).orThrow();
        until(guest, baker, () -> known(baker, id) != null);
        says(baker, id, Deals.counter(bread));
        until(baker, guest, () -> steps(guest, id) == 2);
        says(guest, id, Deals.accept());
        until(guest, baker, () -> steps(baker, id) == 3);
        pay(id);
        until(guest, baker, () -> harmless(baker));
        until(baker, guest, () -> known(guest, id).state().agreed().at(2).settled());
        says(
                baker,
                id,
                (before, step) -> step.getProgressBuilder().setCommitment(1).setTrackingValue(DONE));
        until(baker, guest, () -> known(guest, id).state().agreed().at(1).said());
        says(guest, id, (before, step) -> step.getConfirmBuilder().setCommitment(1));
        until(guest, baker, () -> known(baker, id).state() instanceof DealState.Closed);
        return List.copyOf(exchanges);
    }

    private void pay(ByteString deal) throws IOException {
        Known<TabState> now = guest.tabs().all().stream()
                .filter(each -> each.id().equals(tab))
                .findFirst()
                .orElseThrow();
        Bytes32 agreement = known(guest, deal).state().agreed().agreement();
        TabPay pay = TabPay.newBuilder()
                .setBy(now.me())
                .setAmount(PRICE)
                .setAbout(Step.bytes(agreement))
                .build();
        guest.tabs()
                .say(now, Tabs.propose((ledger, entry) -> entry.setPay(pay)))
                .orThrow();
    }

    /** Lets an agent do what it does of itself; whether it has done something. */
    private static boolean harmless(Person person) {
        try {
            return new TabRound(person.letters().correspondence()).round() > 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Known<DealState> known(Person person, ByteString id) {
        return person.deals().all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static int steps(Person person, ByteString id) {
        return known(person, id).tree().path().size();
    }

    private static void says(Person person, ByteString id, Saying<DealState> what) throws IOException {
        Checked<Known<DealState>> said = person.deals().say(known(person, id), what);
        said.orThrow();
    }

    /** One sends, and the other waits for it to come, as {@code byway inbox --follow} does, until it is so. */
    private void until(Person from, Person to, BooleanSupplier so)
            throws IOException, InterruptedException, BenchFailure {
        long begun = System.nanoTime();
        long last = begun + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        from.carrier().send();
        while (!so.getAsBoolean()) {
            to.carrier().await(WAIT_SECONDS);
            to.carrier().fetch();
            if (System.nanoTime() > last) {
                throw new BenchFailure("bench", "A letter did not come.", "");
            }
        }
        exchanges.add((System.nanoTime() - begun) / 1e6);
    }

    @Override
    public void close() throws IOException {
        for (Person each : List.of(guest, baker)) {
            each.carrier().close();
            each.agent().close();
        }
    }
}
