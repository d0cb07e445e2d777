package org.byway.agent.letter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.byway.agent.catalogue.Wanted;
import org.byway.agent.deal.Deals;
import org.byway.agent.deal.Stock;
import org.byway.agent.deal.Wording;
import org.byway.agent.ledger.Waiting;
import org.byway.agent.step.Known;
import org.byway.agent.step.Matters;
import org.byway.protocol.deal.DealState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.step.StepLimits;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Proposal;
import org.byway.protocol.wire.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was agreed about an offer is taken off its stock once, whatever happens in between, and none is offered that is not there. */
class DealStockTest {
    private static final long NOON = 1_795_000_000_000L;

    private final Map<Bytes32, TestNode> world = new HashMap<>();
    private final long[] now = {NOON};
    private TestHome baker;
    private TestHome guest;
    private SignedRecord bread;
    private int deals;

    @BeforeEach
    void offer() throws IOException {
        baker = new TestHome(1, now, new TestNode("north", world));
        guest = new TestHome(2, now, new TestNode("south", world));
        bread = baker.says(Wanted.OFFERS, Map.of("title", "Bread", "stock", "5"), null);
    }

    private Known<DealState> agrees(int loaves) throws IOException {
        Correspondence letters = guest.letters.correspondence();
        Tie tie = letters.begin(Addressees.of(bread).orThrow(), guest.nodeKeys());
        byte[] id = new byte[StepLimits.ID_BYTES];
        id[0] = (byte) ++deals;
        Proposal proposal = Proposal.newBuilder()
                .addCommitments(Wording.read(loaves + " x Loaf").orThrow().setBy(Side.OTHER))
                .setUntil(NOON + 3_600_000)
                .setAbout(Tie.bytes(bread.id()))
                .build();
        Deals.in(letters)
                .open(tie, ByteString.copyFrom(id), Deals.quoting(proposal))
                .orThrow();
        guest.round();
        baker.round();
        Matters<DealState> own = Deals.in(baker.letters.correspondence());
        return own.say(own.all().get(0), Deals.accept()).orThrow();
    }

    private List<Waiting> round() throws IOException {
        return new Stock(baker.agent, baker.letters.correspondence()).round();
    }

    private int left() throws IOException {
        return Offer.parseFrom(baker.agent.said(bread.id()).orElseThrow().content())
                .getStock();
    }

    @Test
    void whatIsAgreedIsTakenOffOnce() throws IOException {
        agrees(2);
        assertEquals(1, round().size());
        assertEquals(3, left());
        assertTrue(round().isEmpty());
        Known<DealState> second = agrees(1);
        round();
        assertEquals(2, left());
        Deals.in(baker.letters.correspondence())
                .say(second, (before, step) -> step.getCancelBuilder())
                .orThrow();
        round();
        assertEquals(3, left(), "what was cancelled is there again");
        agrees(4);
        round();
        assertEquals(
                Kind.WITHDRAWAL,
                baker.agent.said(bread.id()).orElseThrow().entry().kind());
        assertTrue(round().isEmpty());
    }

    @Test
    void aCrashBehindTheCountTakesItNotTwice() throws IOException {
        Known<DealState> first = agrees(2);
        baker.letters.correspondence().count(first.tie(), first.id(), 2, new Correspondence.StockAt(bread.id(), 5));
        assertEquals(5, left());
        agrees(1);
        assertTrue(round().size() >= 1);
        assertEquals(2, left());
        assertTrue(round().isEmpty());
    }
}
