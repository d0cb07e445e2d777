package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.ByteString;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.seal.Signed;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Address;
import org.byway.protocol.wire.Charter;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.FederationLink;
import org.byway.protocol.wire.KeyEvent;
import org.byway.protocol.wire.LinkHalf;
import org.byway.protocol.wire.LinkTerms;
import org.byway.protocol.wire.NodeAnnouncement;
import org.byway.protocol.wire.Offer;
import org.junit.jupiter.api.Test;

/** What a record looks like to somebody who reads, kind by kind. */
class RecordViewTest {
    private static final SigningKey AUTHOR = SampleOffers.key(5);
    private static final ByteString KEY = ByteString.copyFrom(AUTHOR.publicKey().bytes());
    private static final String HEX = AUTHOR.publicKey().hex();

    private static JsonObject view(SignedRecord record) {
        JsonObject view = RecordView.full(new NodeService.Held(record, true, false, null));
        assertEquals(false, view.getBoolean("live"));
        return view;
    }

    private static JsonObject view(Kind kind, byte[] content) {
        return view(SampleOffers.sealed(AUTHOR, kind, content, 0));
    }

    @Test
    void anIntent() {
        JsonObject view = view(SampleOffers.intent(0));

        assertEquals("intent", view.getString("kind"));
        assertEquals("A table 0", view.getString("title"));
        assertNull(view.getValue("price"));
        assertEquals(
                new JsonObject().put("min", "5").put("max", "20").put("currency", "EUR"), view.getJsonObject("budget"));
        assertEquals(10L, view.getJsonObject("content").getLong("radiusKm"));
        assertEquals("2026-02-26T06:13:20Z", view.getJsonObject("content").getString("until"));
    }

    @Test
    void anOfferThatSaysNoMoreThanItsTitle() {
        JsonObject view =
                view(Kind.OFFER, Offer.newBuilder().setTitle("A chair").build().toByteArray());

        assertEquals("A chair", view.getString("title"));
        assertNull(view.getValue("category"));
        assertNull(view.getValue("price"));
        assertEquals(new JsonObject().put("title", "A chair"), view.getJsonObject("content"));
        assertNull(view.getValue("postmark"));
        assertEquals(1, view.getJsonObject("seal").getInteger("size"));
    }

    @Test
    void aCharterWhichBelongsToTheCommunityThatItFounds() {
        CharterStatement statement = CharterStatement.newBuilder()
                .setName("Testtown")
                .addStewards(KEY)
                .setThreshold(1)
                .addNodes(KEY)
                .addLanguages("de")
                .build();
        byte[] content = Charter.newBuilder()
                .setStatement(statement.toByteString())
                .build()
                .toByteArray();
        Bytes32 lineage = Lineage.of(Limits.NEVER, new byte[Lineage.RANDOM_BYTES]);
        Envelope envelope = Envelope.write(
                        new Envelope.Place(AUTHOR.publicKey(), 0, null, lineage, null),
                        Kind.CHARTER,
                        SampleOffers.NOW,
                        Limits.NEVER,
                        content)
                .orThrow();
        Signed seal = Signed.seal(AUTHOR, AUTHOR.publicKey(), envelope.id());
        JsonObject view = view(new SignedRecord(envelope, content, seal, 0, null, 0));

        assertEquals(envelope.id().hex(), view.getString("community"));
        assertEquals("Testtown", view.getString("title"));
        assertEquals("9999-12-31T23:59:59.999Z", view.getString("expires"));
        assertEquals(JsonArray.of(HEX), view.getJsonObject("content").getJsonArray("stewards"));
        assertEquals("open-admission", view.getJsonObject("content").getString("admission"));
        assertEquals(0, view.getJsonObject("content").getInteger("sequence"));
    }

    @Test
    void aLink() {
        LinkTerms terms = LinkTerms.newBuilder()
                .setCommunity(KEY)
                .setTransitHops(3)
                .addAddresses(Address.newBuilder().setNode(KEY).setHost("::1").setPort(7400))
                .build();
        LinkHalf half = LinkHalf.newBuilder()
                .setTerms(terms.toByteString())
                .setSteward(KEY)
                .build();
        FederationLink link =
                FederationLink.newBuilder().setInviter(half).setJoiner(half).build();
        JsonObject inviter = view(Kind.FEDERATION_LINK, link.toByteArray())
                .getJsonObject("content")
                .getJsonObject("inviter");

        assertEquals(HEX, inviter.getString("community"));
        assertEquals(3, inviter.getInteger("transitHops"));
        assertEquals(JsonArray.of(HEX + "@[::1]:7400"), inviter.getJsonArray("addresses"));
    }

    @Test
    void aNodeAnnouncement() {
        byte[] content = NodeAnnouncement.newBuilder()
                .addAddresses(Address.newBuilder()
                        .setNode(KEY)
                        .setHost("town.example")
                        .setPort(7400))
                .build()
                .toByteArray();

        assertEquals(
                new JsonArray(List.of(HEX + "@town.example:7400")),
                view(Kind.NODE_ANNOUNCEMENT, content).getJsonObject("content").getJsonArray("addresses"));
    }

    @Test
    void theContentOfAKeyEvent() {
        KeyEvent event = KeyEvent.newBuilder().setKey(KEY).setNextDigest(KEY).build();
        Bytes32 author = Sha256.of(event.toByteArray());
        Bytes32 lineage = new Bytes32(Limits.NEVER, 0, 0, 1);
        Envelope envelope = Envelope.write(
                        new Envelope.Place(author, 1, SampleOffers.COMMUNITY, lineage, null),
                        Kind.KEY_EVENT,
                        SampleOffers.NOW,
                        Limits.NEVER,
                        event.toByteArray())
                .orThrow();
        Signed seal = Signed.seal(AUTHOR, author, envelope.id());
        JsonObject view = view(new SignedRecord(envelope, event.toByteArray(), seal, 0, null, 0));

        assertEquals(HEX, view.getJsonObject("content").getString("key"));
        assertEquals(1, view.getInteger("keySequence"));
    }

    @Test
    void aHeadWithoutItsContentAndContentOfAnotherKind() {
        SignedRecord offer = SampleOffers.offer(0);
        JsonObject head = view(offer.withoutContent());
        JsonObject noise = view(Kind.OFFER, new byte[] {(byte) 0xff});

        assertNull(head.getValue("content"));
        assertNull(head.getValue("title"));
        assertEquals(offer.content().length, head.getInteger("contentLength"));
        assertNull(noise.getValue("content"));
        assertNull(noise.getValue("title"));
    }
}
