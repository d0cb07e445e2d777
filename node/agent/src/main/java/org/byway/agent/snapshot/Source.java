package org.byway.agent.snapshot;

import java.io.IOException;
import org.byway.protocol.record.Bytes32;

/** Where the chunks of a snapshot are read from: a node, or a file. */
interface Source {
    /** The chunk with that digest, checked. IOException says why it cannot be had. */
    byte[] chunk(Bytes32 digest) throws IOException;
}
