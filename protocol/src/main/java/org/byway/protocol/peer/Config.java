package org.byway.protocol.peer;

import java.util.List;
import org.byway.protocol.community.Address;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.seal.SignedRecord;

/**
 * What a peer is.
 *
 * @param node its key; the charter names it
 * @param charter the record of its community's first Charter, sealed by the stewards, as yet without postmark
 * @param revisions later Charters that it is to know from the beginning, in ascending order
 * @param addresses where it can be reached
 * @param software by which it runs
 * @param dailyRecords how many of another community's records it takes in a day
 * @param follow whose notices hide something here
 */
public record Config(
        SigningKey node,
        SignedRecord charter,
        List<SignedRecord> revisions,
        List<Address> addresses,
        Software software,
        long dailyRecords,
        Follow follow) {
    /**
     * @param name and version, for people
     * @param packs whether its driver packs frames, and takes packed ones
     */
    public record Software(String name, boolean packs) {}

    /** Of a community whose later Charters, if there are any, come by the store or by neighbours. */
    public Config(SigningKey node, SignedRecord charter, List<Address> addresses, Software software) {
        this(node, charter, List.of(), addresses, software, PeerLimits.DAILY_RECORDS, Follow.OWN);
    }
}
