package org.byway.agent.node;

import java.util.List;
import java.util.SortedMap;
import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.LetterMark;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;

/**
 * A node that takes letters and keeps mailboxes, as an agent sees it: over HTTP, or in memory in tests. Calls wait for
 * the answer, for a bounded time. After Unreachable the node may have done as asked; every call may be made again.
 */
public interface MailPort {
    /** The node's key. */
    Bytes32 node();

    /** The community that it serves. */
    Bytes32 community();

    /** Gives a letter to the node: on an answer it is on its disk, and on its way. */
    Reply<LetterMark> post(PersonaSigner member, LetterPost post);

    /**
     * What became of a letter that was posted here: by mailbox node, empty for taken, a code where refused for good. While one has
     * not answered, the node waits for so long with its own answer.
     */
    Reply<SortedMap<Bytes32, String>> fate(PersonaSigner member, Bytes32 letter, int waitSeconds);

    /** The block tag with which this member's letters to that receiver are to be sealed. */
    Reply<Bytes32> blockTag(PersonaSigner member, Bytes32 receiver);

    /**
     * Opens a mailbox, or keeps it until later, or for other devices; answers with all for which letters wait there. Without a device
     * none is opened: then it is refused as {@code unknown-mailbox} where it is not there.
     */
    Reply<List<String>> open(PersonaSigner owner, String tag, Bounds bounds);

    /**
     * How a mailbox is kept. Devices are named by 16 bytes in hex.
     *
     * @param expires milliseconds
     * @param devices beside those that were named before
     * @param gone for which nothing is to wait any more
     */
    record Bounds(long expires, List<String> devices, List<String> gone) {
        public Bounds {
            devices = List.copyOf(devices);
            gone = List.copyOf(gone);
        }
    }

    /** What waits behind that position, oldest first; where nothing does, the answer waits for so long. */
    Reply<LetterPage> fetch(PersonaSigner owner, String tag, From from, int waitSeconds);

    /**
     * Where a page begins.
     *
     * @param after the position
     * @param device which has kept all up to there: the node may let go of it once all devices have. Empty where nothing is said of it
     */
    record From(long after, String device) {
        public static From position(long after) {
            return new From(after, "");
        }
    }

    /** The same node, asked in a way that costs less where much is asked; to be closed. */
    default MailPort staying() {
        return this;
    }

    /** Lets go of connections that are kept. */
    default void close() {}
}
