package org.byway.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.byway.protocol.community.Membership;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.MemberStanding;
import org.byway.server.TownNode;

/** A community's real node, and everybody who may come to it: what they bring is all that it knows of them. */
final class Town implements AutoCloseable {
    /** Who asks. */
    enum Asker {
        NOBODY,
        /** Has guessed a token. */
        FORGER,
        STRANGER,
        MEMBER,
        REMOVED,
        STEWARD,
        /** Has the token of the node's home. */
        HOST,
        /** Comes by the socket in the node's home. */
        SOCKET
    }

    /** What is asked for; by which key it is signed, the asker knows. */
    record Ask(String method, String path, String type, byte[] body, String... headers) {
        static Ask of(String method, String path) {
            return new Ask(method, path, null, new byte[0]);
        }

        static Ask bytes(String method, String path, byte[] body) {
            return new Ask(method, path, "application/octet-stream", body);
        }

        static Ask json(String method, String path, String body) {
            return new Ask(method, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
        }
    }

    final TownNode node;
    private final Served served;
    private final Path socket;
    private final Map<Asker, SigningKey> keys = new EnumMap<>(Asker.class);
    private int nonce;

    Town(Path folder, Consumer<CharterStatement.Builder> rules) throws Exception {
        node = new TownNode(folder.resolve("node")).chartered(rules).start();
        socket = folder.resolve("node.sock");
        served = new Served(node.service(), socket);
        keys.put(Asker.STRANGER, SampleOffers.key(21));
        keys.put(Asker.MEMBER, SampleOffers.key(22));
        keys.put(Asker.REMOVED, SampleOffers.key(23));
        keys.put(Asker.STEWARD, node.steward());
    }

    /** Its steward lets two in and one of them out again. */
    Town withMembers() throws Exception {
        says(Asker.MEMBER, MemberStanding.MEMBER);
        says(Asker.REMOVED, MemberStanding.MEMBER);
        says(Asker.REMOVED, MemberStanding.REMOVED);
        return this;
    }

    private void says(Asker of, MemberStanding standing) throws Exception {
        byte[] content =
                Membership.says(key(of).publicKey(), standing, List.of()).write();
        node.post(node.said(node.steward(), Kind.MEMBERSHIP, content));
    }

    /** By which somebody signs; null for those who do not. */
    SigningKey key(Asker asker) {
        return keys.get(asker);
    }

    Bytes32 name() {
        return node.service().facts().node();
    }

    /** Puts the question, and waits for the head of the answer and as much of a body as it tells of. */
    Wire.Answer ask(Asker asker, Ask ask) throws IOException {
        try (Wire wire = asker == Asker.SOCKET ? new Wire(socket) : new Wire(served.address)) {
            return wire.say(head(asker, ask) + new String(ask.body, StandardCharsets.ISO_8859_1))
                    .answer();
        }
    }

    private String head(Asker asker, Ask ask) {
        StringBuilder head = new StringBuilder(ask.method + " " + ask.path + " HTTP/1.1\r\nHost: " + host() + "\r\n");
        for (String header : ask.headers) {
            head.append(header).append("\r\n");
        }
        if (ask.type != null) {
            head.append("Content-Type: ").append(ask.type).append("\r\n");
        }
        if (!ask.method.equals("GET")) {
            head.append("Content-Length: ").append(ask.body.length).append("\r\n");
        }
        switch (asker) {
            case FORGER -> head.append("Authorization: Bearer guessed\r\n");
            case HOST ->
                head.append("Authorization: Bearer ").append(Served.TOKEN).append("\r\n");
            case STRANGER, MEMBER, REMOVED, STEWARD ->
                signature(key(asker), ask)
                        .all()
                        .forEach(field -> head.append(field.name())
                                .append(": ")
                                .append(field.value())
                                .append("\r\n"));
            case NOBODY, SOCKET -> {
                // Nothing but where they come from.
            }
        }
        return head.append("\r\n").toString();
    }

    private String host() {
        return HostRule.text(served.address);
    }

    private Fields signature(SigningKey key, Ask ask) {
        String[] parts = ask.path.split("\\?", 2);
        Fields named = Fields.NONE.with(RequestRule.NODE_HEADER, name().hex());
        Message.Request request =
                new Message.Request(ask.method, "http", host(), parts[0], parts.length == 1 ? "" : parts[1], named);
        byte[] once =
                ByteBuffer.allocate(RequestSigning.NONCE_BYTES).putInt(++nonce).array();
        return RequestSigning.sign(request, ask.body, key, SampleOffers.NOW, once);
    }

    @Override
    public void close() throws IOException {
        served.close();
        node.close();
    }
}
