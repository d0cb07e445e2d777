package org.byway.protocol.community;

import static org.byway.protocol.community.Chartering.ANA;
import static org.byway.protocol.community.Chartering.BO;
import static org.byway.protocol.community.Chartering.CY;
import static org.byway.protocol.community.Chartering.FIRST;
import static org.byway.protocol.community.Chartering.NOON;
import static org.byway.protocol.community.Chartering.NORTH;
import static org.byway.protocol.community.Chartering.SOUTH;
import static org.byway.protocol.community.Chartering.bytes;
import static org.byway.protocol.community.Chartering.called;
import static org.byway.protocol.community.Chartering.charter;
import static org.byway.protocol.community.Chartering.next;
import static org.byway.protocol.community.Chartering.without;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Reason;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.DroppedNode;
import org.byway.protocol.wire.HouseRules;
import org.byway.protocol.wire.Sanction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which Charter of a community is in force, whoever tells of them and in which order. */
class SuccessionTest {
    private final StrictEd25519 signatures = new StrictEd25519();

    /** The same in twenty orders of arrival. */
    private static Succession of(SignedRecord... later) {
        List<Charter> charters =
                new ArrayList<>(Stream.of(later).map(Chartering::charter).toList());
        Succession found = Succession.of(charter(FIRST), charters);
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(charters, random);
            assertEquals(found, Succession.of(charter(FIRST), charters));
        }
        return found;
    }

    private static String standing(SignedRecord... later) {
        return of(later).standing().name();
    }

    private Reason reason(SignedRecord record) {
        Checked<Charter> read = Charter.read(record.envelope(), record.content(), signatures);
        return read instanceof Checked.Refused<Charter> refused
                ? refused.refusal().reason()
                : null;
    }

    @Test
    void whatTheStewardsBeforeHaveSignedIsInForce() {
        SignedRecord second = called(FIRST, "Plagwitz", ANA, CY);
        SignedRecord third = called(second, "Connewitz", BO, CY);
        assertNull(reason(second));
        assertEquals("Plagwitz", standing(second));
        assertEquals("Connewitz", standing(second, third));
        assertEquals("Lindenau", standing(third), "one that is not here yet leads nowhere");
    }

    @Test
    void newStewardsDecideOnceTheOldOnesHaveNamedThem() {
        SigningKey di = Chartering.key("di");
        Consumer<CharterStatement.Builder> handOver =
                statement -> statement.clearStewards().addStewards(bytes(di)).setThreshold(1);
        SignedRecord over = next(FIRST, ANA, handOver, ANA, BO, di);
        assertNull(reason(over));
        assertEquals(Reason.BAD_CHARTER, reason(next(FIRST, ANA, handOver, ANA, BO)), "who becomes steward signs too");
        assertEquals("Plagwitz", standing(over, called(over, "Plagwitz", di)));
        assertEquals("Lindenau", standing(over, called(over, "Plagwitz", ANA, BO)), "those before decide no more");
    }

    @Test
    void fewerThanTheThresholdOrStrangersChangeNothing() {
        SigningKey thief = Chartering.key("thief");
        Consumer<CharterStatement.Builder> taken =
                statement -> statement.clearStewards().addStewards(bytes(thief)).setThreshold(1);
        SignedRecord stolen = next(FIRST, thief, taken, thief, ANA);
        assertNull(reason(stolen), "by itself it is a charter");
        assertEquals(List.of(charter(FIRST)), of(stolen).path());
        assertEquals(
                Reason.BAD_CHARTER,
                charter(FIRST).faultOf(charter(stolen)).reason(),
                "and behind the one before it is none");
    }

    @Test
    void twoBehindOneFreezeTheCommunityUntilOneNamesBoth() {
        SignedRecord left = called(FIRST, "Left", ANA, BO);
        SignedRecord right = called(FIRST, "Right", BO, CY);
        Succession forked = of(left, right, called(left, "Further left", ANA, BO));
        assertTrue(forked.isDisputed());
        assertEquals("Lindenau", forked.standing().name(), "nothing that comes behind one of them counts");
        assertEquals(2, forked.rivals().size());

        SignedRecord settled = settling(left, right);
        assertNull(reason(settled));
        Succession healed = of(left, right, settled);
        assertFalse(healed.isDisputed());
        assertEquals("Settled", healed.standing().name());

        SignedRecord third = called(FIRST, "Third", ANA, CY);
        assertTrue(of(left, right, settled, third).isDisputed(), "one that it does not name is open again");
    }

    private static SignedRecord settling(SignedRecord left, SignedRecord right) {
        return next(left, ANA, statement -> statement.setName("Settled").addDisputed(bytes(right.id())), ANA, BO);
    }

    @Test
    void theSameSaidTwiceIsNoDispute() {
        SignedRecord ana = called(FIRST, "Plagwitz", ANA, BO);
        SignedRecord bo = Chartering.behind(FIRST, BO, ana.content());
        assertFalse(of(ana, bo).isDisputed());
        assertEquals("Plagwitz", standing(ana, bo));
        assertEquals("Connewitz", standing(ana, bo, called(bo, "Connewitz", BO, CY)));
    }

    @Test
    void aDroppedNodeIsNamedWithItsLastPostmark() {
        SignedRecord dropped = without(FIRST, NOON);
        Succession now = of(dropped);
        assertEquals(true, now.lets(SOUTH.publicKey(), NOON));
        assertEquals(false, now.lets(SOUTH.publicKey(), NOON + 1));
        assertEquals(true, now.lets(NORTH.publicKey(), NOON + 1));
        assertNull(now.lets(ANA.publicKey(), NOON));

        SignedRecord forgotten = next(dropped, ANA, CharterStatement.Builder::clearDropped, ANA, BO);
        assertEquals(charter(dropped), of(dropped, forgotten).standing(), "it is never forgotten");
        SignedRecord later = next(
                dropped,
                ANA,
                statement -> statement.setDropped(
                        0, DroppedNode.newBuilder().setNode(bytes(SOUTH)).setLastPostmark(NOON + 1)),
                ANA,
                BO);
        assertEquals(charter(dropped), of(dropped, later).standing(), "nor does its time grow");
        SignedRecord silent =
                next(FIRST, ANA, statement -> statement.clearNodes().addNodes(bytes(NORTH)), ANA, BO);
        assertEquals(charter(FIRST), of(silent).standing(), "none is left out in silence");
    }

    @Test
    void whatOnlyWordsHaveChangedIsPostmarkedInTheOldName() {
        SignedRecord words = called(FIRST, "Plagwitz", ANA, BO);
        SignedRecord nodes = without(words, NOON);
        SignedRecord again = called(nodes, "Connewitz", ANA, BO);
        assertEquals(charter(FIRST), of(words).naming());
        assertEquals(charter(nodes), of(words, nodes, again).naming());
    }

    @Test
    void laterChartersThatMakeNoSenseAreRefused() {
        assertEquals(Reason.BAD_CHARTER, reason(next(FIRST, ANA, statement -> statement.setSequence(2), ANA, BO)));
        assertEquals(
                Reason.BAD_CHARTER, reason(next(FIRST, ANA, statement -> statement.setPrevious(bytes(BO)), ANA, BO)));
        assertEquals(
                Reason.BAD_CHARTER,
                reason(next(FIRST, ANA, statement -> statement.addDisputed(bytes(FIRST.id())), ANA, BO)));
        assertEquals(
                Reason.BAD_CHARTER, reason(next(FIRST, NORTH, statement -> {}, ANA, BO)), "published by a stranger");
        SignedRecord good = called(FIRST, "Plagwitz", ANA, BO);
        byte[] forged = good.content().clone();
        forged[forged.length - 1] ^= 1;
        assertEquals(Reason.BAD_CHARTER, reason(Chartering.behind(FIRST, ANA, forged)));
        Envelope.Place elsewhere = new Envelope.Place(
                ANA.publicKey(), 0, FIRST.id(), FIRST.envelope().lineage(), FIRST.envelope());
        Envelope envelope = Envelope.write(
                        elsewhere,
                        org.byway.protocol.record.Kind.CHARTER,
                        NOON,
                        org.byway.protocol.record.Limits.NEVER,
                        good.content())
                .orThrow();
        assertTrue(
                Charter.read(envelope, good.content(), signatures) instanceof Checked.Refused<Charter>,
                "it would take the first one's place");
    }

    @Test
    void theTextHasLimits() {
        assertNull(text(rules -> rules.addForbidden("byway:weapons")
                .addAgeLimited("google:499676")
                .setMinimumAge(16)
                .addLadder(Sanction.REMIND)
                .addLadder(Sanction.REMOVE)
                .setText("Be kind.\nSay what is broken.")));
        assertEquals(Reason.BAD_CHARTER, text(rules -> rules.addForbidden("weapons")));
        assertEquals(Reason.BAD_CHARTER, text(rules -> rules.setMinimumAge(121)));
        assertEquals(Reason.BAD_CHARTER, text(rules -> rules.setMinimumAge(-1)));
        assertEquals(
                Reason.BAD_CHARTER,
                text(rules -> rules.addLadder(Sanction.PAUSE).addLadder(Sanction.LIMIT)));
        assertEquals(Reason.BAD_CHARTER, text(rules -> rules.setContact("a\nb")));
        assertEquals(Reason.BAD_CHARTER, text(rules -> rules.setText("x".repeat(4_001))));
        assertEquals(Reason.BAD_CHARTER, said(statement -> statement.addCurrencies("euro")));
        assertEquals(Reason.BAD_CHARTER, said(statement -> statement.addRoster(ByteString.copyFromUtf8("short"))));
        assertEquals(Reason.BAD_CHARTER, said(statement -> statement.setCell("anywhere")));
        assertEquals(Reason.BAD_CHARTER, said(statement -> statement.setRetentionDays(3_661)));
    }

    private Reason text(Consumer<HouseRules.Builder> change) {
        HouseRules.Builder rules = HouseRules.newBuilder();
        change.accept(rules);
        return said(statement -> statement.setRules(rules));
    }

    private Reason said(Consumer<CharterStatement.Builder> change) {
        return reason(next(FIRST, ANA, change, ANA, BO));
    }

    static Stream<JsonNode> histories() {
        return Vectors.cases("charters", "histories");
    }

    @ParameterizedTest
    @MethodSource("histories")
    void chartersLeadToTheOneInForce(JsonNode vector) {
        List<Charter> charters = new ArrayList<>();
        for (JsonNode each : vector.path("charters")) {
            Envelope envelope = Envelope.parse(
                            HexFormat.of().parseHex(each.path("envelope").asText()))
                    .orThrow();
            byte[] content = HexFormat.of().parseHex(each.path("content").asText());
            Checked<Charter> read = Charter.read(envelope, content, signatures);
            String reason = read instanceof Checked.Refused<Charter> refused
                    ? refused.refusal().reason().code()
                    : "";
            assertEquals(each.path("reason").asText(), reason, vector::toString);
            if (read instanceof Checked.Ok<Charter>(Charter charter)) {
                charters.add(charter);
            }
        }
        Succession found = Succession.of(charters.get(0), charters);
        assertEquals(vector.path("standing").asText(), found.standing().id().hex());
        assertEquals(vector.path("naming").asText(), found.naming().id().hex());
        assertEquals(vector.path("disputed").asBoolean(), found.isDisputed());
    }

    /** What the file of vectors is made of. */
    @Test
    void theVectorsAreTheseHistories() {
        SignedRecord words = called(FIRST, "Plagwitz", ANA, CY);
        SignedRecord left = called(FIRST, "Left", ANA, BO);
        SignedRecord right = called(FIRST, "Right", BO, CY);
        SignedRecord few = next(
                FIRST,
                ANA,
                statement -> statement.clearStewards().addStewards(bytes(ANA)).setThreshold(1),
                ANA);
        List<String> made = List.of(
                history("founded", FIRST),
                history("words are changed", FIRST, words),
                history("a node is dropped", FIRST, words, without(words, NOON)),
                history("the same said by two", FIRST, left, Chartering.behind(FIRST, BO, left.content())),
                history("a fork", FIRST, left, right),
                history("a fork that is settled", FIRST, left, right, settling(left, right)),
                history("too few of the stewards before", FIRST, few),
                history("published by a stranger", FIRST, next(FIRST, NORTH, statement -> {}, ANA, BO)));
        List<String> file = histories().map(JsonNode::toString).toList();
        assertEquals(file, made);
    }

    private String history(String name, SignedRecord... records) {
        List<Charter> good = Stream.of(records)
                .filter(each -> reason(each) == null)
                .map(Chartering::charter)
                .toList();
        Succession found = Succession.of(good.get(0), good);
        List<String> charters = Stream.of(records)
                .map(each -> "{\"envelope\":\"%s\",\"content\":\"%s\",\"reason\":\"%s\"}"
                        .formatted(
                                HexFormat.of().formatHex(each.envelope().bytes()),
                                HexFormat.of().formatHex(each.content()),
                                reason(each) == null ? "" : reason(each).code()))
                .toList();
        return "{\"name\":\"%s\",\"charters\":[%s],\"standing\":\"%s\",\"naming\":\"%s\",\"disputed\":%s}"
                .formatted(
                        name,
                        String.join(",", charters),
                        found.standing().id().hex(),
                        found.naming().id().hex(),
                        found.isDisputed());
    }
}
