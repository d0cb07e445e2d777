package org.byway.protocol.experience;

import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.wire.Experience;

/**
 * An experience that holds.
 *
 * @param subject with whom it went so
 * @param community through which it was published, which answers for its author
 * @param answer what the subject says to it; null where it says nothing
 */
public record Told(Envelope envelope, Experience said, Bytes32 subject, Bytes32 community, Answer answer) {
    /**
     * What a subject says.
     *
     * @param earlier whether it was said to an earlier wording
     */
    public record Answer(Bytes32 id, String text, boolean earlier) {}

    public Bytes32 id() {
        return envelope.id();
    }

    public Bytes32 author() {
        return envelope.author();
    }

    Told answered(Answer with) {
        return new Told(envelope, said, subject, community, with);
    }
}
