package org.byway.agent.letter;

import org.byway.protocol.record.Bytes32;

/** By which key of its name a record of the person's own was signed: whoever answers it knows that key, and no later one. */
public interface SignedBy {
    /** No record is known. */
    SignedBy NOTHING = (index, record) -> 0;

    /**
     * The number of the key.
     *
     * @param index finds the keys of the name
     * @return 0 where no record with that id was signed under that name
     */
    int sequence(Bytes32 index, Bytes32 record);
}
