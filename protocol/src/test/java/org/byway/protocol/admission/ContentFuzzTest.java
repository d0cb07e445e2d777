package org.byway.protocol.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.byway.protocol.Vectors;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.Membership;
import org.byway.protocol.equivocation.Equivocation;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.market.Candidate;
import org.byway.protocol.market.Lexicon;
import org.byway.protocol.market.MarketRule;
import org.byway.protocol.market.Sought;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.search.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** What records of any kind say: it fits its kind's rule, and then everything that reads it can, or it is refused. */
class ContentFuzzTest {
    /** Envelopes with their contents, of each kind that the vectors have. */
    static Stream<byte[]> good() {
        Stream<JsonNode> nested = Stream.of("charters/histories/charters", "memberships/memberships/records")
                .map(path -> path.split("/"))
                .flatMap(path -> Vectors.cases(path[0], path[1])
                        .flatMap(vector ->
                                StreamSupport.stream(vector.get(path[2]).spliterator(), false)));
        Stream<JsonNode> notices = Vectors.cases("notices", "notices")
                .flatMap(vector -> StreamSupport.stream(vector.get("records").spliterator(), false));
        return Stream.of(Vectors.cases("records", "records"), nested, notices)
                .flatMap(all -> all)
                .filter(node -> node.path("content").isTextual())
                .map(node -> Good.joined(List.of(hex(node, "envelope"), hex(node, "content"))));
    }

    private static byte[] hex(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltContents() {
        assertTrue(good().count() > Kind.values().length, "there are contents to begin with");
        Spoilt.each(good(), 6_000, ContentFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        List<byte[]> parts = Good.parts(bytes);
        if (parts.size() < 2) {
            return;
        }
        byte[] content = parts.get(1);
        if (around(parts.get(0), content) instanceof Checked.Ok<Envelope>(Envelope envelope)
                && Contents.fault(envelope, content, Good.BELIEVING) == null) {
            use(envelope, content);
        }
    }

    /** The envelope as its author would have written it around that content. */
    private static Checked<Envelope> around(byte[] envelope, byte[] content) {
        try {
            ByteString digest = ByteString.copyFrom(Sha256.of(content).bytes());
            var wire = org.byway.protocol.wire.Envelope.parseFrom(envelope).toBuilder()
                    .setContentLength(content.length)
                    .setContentDigest(digest);
            boolean inception = wire.getKind() == Kind.KEY_EVENT.number() && wire.getKeySequence() == 1;
            return Envelope.parse(
                    (inception ? wire.setAuthor(digest) : wire).build().toByteArray());
        } catch (InvalidProtocolBufferException e) {
            return Envelope.parse(envelope);
        }
    }

    /** As a node does with what it has let in, without a further look whether it fits. */
    private static void use(Envelope envelope, byte[] content) {
        Kind kind = Kind.of(envelope.kind());
        if (kind == null) {
            return;
        }
        switch (kind) {
            case CHARTER ->
                assertEquals(
                        envelope.id(), Charter.held(envelope, content).orThrow().id());
            case FEDERATION_LINK ->
                assertNotNull(Link.held(envelope, content).orThrow().write());
            case NOTICE -> assertNotNull(NoticeRule.read(envelope, content).orThrow());
            case MEMBERSHIP -> {
                Membership said = Membership.held(envelope, content).orThrow();
                assertNotNull(said.write());
            }
            case EQUIVOCATION_PROOF -> assertNotNull(Equivocation.held(content).orThrow());
            case INTENT -> assertNotNull(Sought.of(MarketRule.intent(content).orThrow(), Lexicon.NONE));
            case OFFER -> assertNotNull(Candidate.of(envelope, content, Language.ALL));
            default -> assertTrue(content.length <= envelope.contentLength());
        }
    }
}
