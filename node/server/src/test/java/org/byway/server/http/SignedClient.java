package org.byway.server.http;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestRule;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;

/** Asks as one key, each request signed for one node. */
final class SignedClient {
    private final Served served;
    private final SigningKey key;
    private final Bytes32 node;
    private int nonce;

    SignedClient(Served served, SigningKey key, Bytes32 node) {
        this.served = served;
        this.key = key;
        this.node = node;
    }

    HttpResponse<byte[]> ask(String method, String pathAndQuery, byte[] body) {
        return served.send(request(method, pathAndQuery, body));
    }

    /** Signed with all headers that are wanted. */
    HttpRequest.Builder request(String method, String pathAndQuery, byte[] body) {
        Fields named = node == null ? Fields.NONE : Fields.NONE.with(RequestRule.NODE_HEADER, node.hex());
        return with(served.request(pathAndQuery), sign(method, pathAndQuery, body, named), method, body);
    }

    /** With the node's name beside what is signed. */
    HttpRequest.Builder uncovered(String method, String pathAndQuery) {
        Fields signed = sign(method, pathAndQuery, new byte[0], Fields.NONE).with(RequestRule.NODE_HEADER, node.hex());
        return with(served.request(pathAndQuery), signed, method, new byte[0]);
    }

    private Fields sign(String method, String pathAndQuery, byte[] body, Fields headers) {
        String[] parts = pathAndQuery.split("\\?", 2);
        String query = parts.length == 1 ? "" : parts[1];
        Message.Request request =
                new Message.Request(method, "http", HostRule.text(served.address), parts[0], query, headers);
        byte[] once = ByteBuffer.allocate(RequestSigning.NONCE_BYTES)
                .putInt(++nonce)
                .putInt(hashCode())
                .array();
        return RequestSigning.sign(request, body, key, SampleOffers.NOW, once);
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, Fields headers, String method, byte[] body) {
        if (body.length > 0) {
            request.header("content-type", "application/octet-stream");
        }
        headers.all().forEach(header -> request.header(header.name(), header.value()));
        return request.method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    }
}
