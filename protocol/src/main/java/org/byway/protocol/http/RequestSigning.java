package org.byway.protocol.http;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.byway.protocol.identity.SigningKey;

/** Makes of a request one that a persona signed, as {@link RequestRule} wants it. */
public final class RequestSigning {
    /** How many bytes of chance a nonce wants. */
    public static final int NONCE_BYTES = 16;

    private static final String LABEL = "byway";

    private RequestSigning() {}

    /**
     * The request's headers, each of which is signed, and those that the signature needs beside them.
     *
     * @param body empty where there is none
     * @param now milliseconds; of the node's clock, where it is known to differ
     * @param nonce bytes that were never used before
     */
    public static Fields sign(Message.Request request, byte[] body, SigningKey persona, long now, byte[] nonce) {
        List<String> covered = new ArrayList<>(RequestRule.COVERED);
        Fields headers = request.fields();
        headers.all().stream().map(Fields.Field::name).distinct().forEach(covered::add);
        if (body.length > 0) {
            covered.add(ContentDigest.NAME);
            headers = headers.with(ContentDigest.NAME, ContentDigest.of(body));
        }
        SignatureParameters parameters = new SignatureParameters(
                Math.floorDiv(now, 1000),
                null,
                HexFormat.of().formatHex(nonce),
                persona.publicKey().hex(),
                RequestRule.ALGORITHM,
                RequestRule.TAG);
        return MessageSignature.sign(request.with(headers), LABEL, covered, parameters, persona)
                .orThrow()
                .addTo(headers);
    }
}
