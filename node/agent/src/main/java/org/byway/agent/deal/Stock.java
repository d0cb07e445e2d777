package org.byway.agent.deal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.byway.agent.Agent;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.letter.Correspondence;
import org.byway.agent.step.Known;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.deal.Work;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.Commitment;
import org.byway.protocol.wire.Offer;

/**
 * Takes what was agreed off the stock of the offer that the deal is about, and withdraws the offer when nothing is left. What is taken is
 * counted in the vault before the offer says so, so that a crash between the two neither forgets it nor takes it twice.
 */
public final class Stock {
    private final Agent agent;
    private final Correspondence letters;

    public Stock(Agent agent, Correspondence letters) {
        this.agent = agent;
        this.letters = letters;
    }

    /** Counts what was agreed since, and seals what offers are to say now: to be posted. */
    public List<Waiting> round() throws IOException {
        List<Waiting> sealed = new ArrayList<>();
        for (Known<DealState> known : Deals.in(letters).all()) {
            ByteString about = known.state().proposal().getAbout();
            Work work = known.state().agreed();
            if (!about.isEmpty() && work != null) {
                Bytes32 record = Bytes32.of(about.toByteArray());
                Optional<Correspondence.StockAt> before = stock(record);
                if (before.isPresent()) {
                    letters.count(known.tie(), known.id(), quantity(known, work), before.get());
                    said(record).ifPresent(sealed::add);
                }
            }
        }
        return sealed;
    }

    /** How many things of ours a deal takes; none where it was cancelled. */
    private static long quantity(Known<DealState> known, Work work) {
        if (known.state() instanceof DealState.Cancelled) {
            return 0;
        }
        return work.proposal().getCommitmentsList().stream()
                .filter(each -> each.getBy() == known.me() && each.hasThing())
                .map(Commitment::getThing)
                .mapToLong(thing -> thing.getQuantity())
                .sum();
    }

    /** What our offer of that lineage says is there; empty where it is none of ours, or says nothing of it. */
    private Optional<Correspondence.StockAt> stock(Bytes32 record) throws IOException {
        Agent.Said said = agent.said(record).orElse(null);
        if (said == null || said.entry().kind() != Kind.OFFER) {
            return Optional.empty();
        }
        try {
            Offer offer = Offer.parseFrom(said.content());
            return offer.hasStock()
                    ? Optional.of(
                            new Correspondence.StockAt(said.entry().id(), Integer.toUnsignedLong(offer.getStock())))
                    : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the ledger holds an offer that is none", e);
        }
    }

    /** Says what is left, where the offer does not say so yet. What cannot be changed from here stays as it is. */
    private Optional<Waiting> said(Bytes32 record) throws IOException {
        Correspondence.StockAt now = stock(record).orElseThrow();
        Optional<Long> left = letters.book().stock().left(now.record());
        if (left.isEmpty() || left.get() == now.stock()) {
            return Optional.empty();
        }
        Checked<Waiting> said = left.get() == 0
                ? agent.withdraw(record, Wanted.OFFERS)
                : agent.revise(record, Wanted.OFFERS, Map.of("stock", Long.toString(left.get()))::get);
        return said instanceof Checked.Ok<Waiting>(Waiting sealed) ? Optional.of(sealed) : Optional.empty();
    }
}
