package org.byway.agent.keys;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.byway.protocol.http.Fields;
import org.byway.protocol.http.Message;
import org.byway.protocol.http.RequestSigning;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;

/**
 * Signs requests to a node as one persona (RFC 9421), each with the moment and a nonce of its own, so that the node knows
 * whose things are asked for. Used by one thread at a time.
 */
public final class PersonaSigner {
    private final SigningKey persona;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** The chance is to be a cryptographic source. */
    public PersonaSigner(SigningKey persona, InstantSource clock, RandomGenerator random) {
        this.persona = persona;
        this.clock = clock;
        this.random = random;
    }

    public Bytes32 persona() {
        return persona.publicKey();
    }

    /** The headers with which the request is to go, its own among them; the body is empty where there is none. */
    public Fields sign(Message.Request request, byte[] body) {
        byte[] nonce = new byte[RequestSigning.NONCE_BYTES];
        random.nextBytes(nonce);
        return RequestSigning.sign(request, body, persona, clock.millis(), nonce);
    }
}
