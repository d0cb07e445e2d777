package org.byway.protocol.http;

import java.util.List;
import org.byway.protocol.identity.SignatureCheck;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;

/**
 * What a request must show to be a persona's own. Remembers the nonces that it took; used by one thread at a time.
 *
 * <p>Among the signatures of a request the one tagged {@link #TAG} counts, and there is just one. What costs little is
 * looked at first, the signature last.
 */
public final class RequestRule {
    public static final String TAG = "byway";
    /** The header that names the node for which a request is signed, by its key in hex. */
    public static final String NODE_HEADER = "byway-node";

    public static final String ALGORITHM = "ed25519";
    /** How far created may lie from the node's clock, either way. */
    public static final long WINDOW_SECONDS = 300;

    public static final int MIN_NONCE_CHARACTERS = 16;
    public static final int MAX_NONCE_CHARACTERS = 128;

    static final List<String> COVERED = List.of("@method", "@authority", "@path", "@query");

    private final SignatureCheck signatures;
    private final Nonces nonces;

    public RequestRule(SignatureCheck signatures, Nonces nonces) {
        this.signatures = signatures;
        this.nonces = nonces;
    }

    /** Whether the headers announce any signature at all: without one a body need not be read. */
    public static boolean announced(Fields fields) {
        return fields.get(MessageSignature.INPUT) != null && fields.get(MessageSignature.SIGNATURE) != null;
    }

    /** What a request with this body is, at that time in milliseconds. Takes its nonce if it is a persona's own. */
    public RequestVerdict judge(Message.Request request, byte[] body, long now) {
        return judge(request, body, List.of(), now);
    }

    /** The same where the signature must cover these headers too. */
    public RequestVerdict judge(Message.Request request, byte[] body, List<String> headers, long now) {
        return switch (MessageSignature.read(request.fields())) {
            case Checked.Refused<List<MessageSignature>>(var refusal) ->
                refused(RequestFault.MALFORMED_SIGNATURE, refusal.detail());
            case Checked.Ok<List<MessageSignature>>(List<MessageSignature> all) -> {
                List<MessageSignature> ours = all.stream()
                        .filter(one -> TAG.equals(one.parameters().tag()))
                        .toList();
                yield ours.size() == 1
                        ? judge(request, ours.get(0), new Wanted(body, headers), Math.floorDiv(now, 1000))
                        : refused(RequestFault.UNSIGNED, "one signature with the tag " + TAG + " is wanted");
            }
        };
    }

    /** What the signature must cover beside what it must always. */
    private record Wanted(byte[] body, List<String> headers) {}

    private RequestVerdict judge(Message.Request request, MessageSignature signature, Wanted wanted, long nowSecond) {
        SignatureParameters said = signature.parameters();
        Bytes32 key = key(said.keyid());
        RequestVerdict fault = form(said, key);
        if (fault == null) {
            fault = cover(signature, wanted);
        }
        if (fault == null) {
            fault = time(said, nowSecond);
        }
        if (fault == null && nonces.taken(key, said.nonce())) {
            fault = refused(RequestFault.REPLAYED, "this nonce was used before");
        }
        if (fault == null) {
            fault = body(request, wanted.body());
        }
        if (fault == null && !signature.holds(request, key, signatures)) {
            fault = refused(RequestFault.WRONG_SIGNATURE, "the key in keyid did not sign this request");
        }
        if (fault != null) {
            return fault;
        }
        nonces.take(key, said.nonce(), said.created(), nowSecond - WINDOW_SECONDS);
        return new RequestVerdict.Signed(key);
    }

    /** A public key is written as 64 lower-case hexadecimal digits, in just one way. */
    private static Bytes32 key(String keyid) {
        return keyid != null
                        && Bytes32.parse(keyid) instanceof Checked.Ok<Bytes32>(Bytes32 key)
                        && key.hex().equals(keyid)
                ? key
                : null;
    }

    private static RequestVerdict form(SignatureParameters said, Bytes32 key) {
        if (key == null) {
            return refused(RequestFault.MALFORMED_SIGNATURE, "keyid is the public key in 64 lower-case hex digits");
        }
        if (said.algorithm() != null && !said.algorithm().equals(ALGORITHM)) {
            return refused(RequestFault.MALFORMED_SIGNATURE, "alg is " + ALGORITHM);
        }
        int length = said.nonce() == null ? 0 : said.nonce().length();
        if (length < MIN_NONCE_CHARACTERS || length > MAX_NONCE_CHARACTERS) {
            return refused(
                    RequestFault.MALFORMED_SIGNATURE,
                    "a nonce of " + MIN_NONCE_CHARACTERS + " to " + MAX_NONCE_CHARACTERS + " characters is wanted");
        }
        return said.created() == null
                ? refused(RequestFault.MALFORMED_SIGNATURE, "created, the second of signing, is wanted")
                : null;
    }

    private static RequestVerdict cover(MessageSignature signature, Wanted wanted) {
        for (List<String> components : List.of(COVERED, wanted.headers())) {
            for (String component : components) {
                if (!signature.covers(component)) {
                    return refused(RequestFault.UNCOVERED, component + " is not covered");
                }
            }
        }
        return wanted.body().length > 0 && !signature.covers(ContentDigest.NAME)
                ? refused(RequestFault.UNCOVERED, ContentDigest.NAME + " is not covered, and there is a body")
                : null;
    }

    private RequestVerdict time(SignatureParameters said, long nowSecond) {
        if (Math.abs(said.created() - nowSecond) > WINDOW_SECONDS) {
            return refused(
                    RequestFault.STALE_SIGNATURE,
                    "created is more than " + WINDOW_SECONDS + " s off this node's clock, which is at " + nowSecond);
        }
        if (said.expires() != null && said.expires() < nowSecond) {
            return refused(RequestFault.STALE_SIGNATURE, "it expired before " + nowSecond);
        }
        return nonces.forgotten(said.created())
                ? refused(RequestFault.STALE_SIGNATURE, "this node does not remember so far back: sign again")
                : null;
    }

    /** A digest is held against the body whether it is covered or not. */
    private static RequestVerdict body(Message.Request request, byte[] body) {
        String digest = request.fields().get(ContentDigest.NAME);
        return digest != null && ContentDigest.check(digest, body) instanceof Checked.Refused<byte[]>(var refusal)
                ? refused(RequestFault.WRONG_DIGEST, refusal.detail())
                : null;
    }

    private static RequestVerdict refused(RequestFault fault, String detail) {
        return new RequestVerdict.Refused(fault, detail);
    }
}
