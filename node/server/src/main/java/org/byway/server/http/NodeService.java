package org.byway.server.http;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import org.byway.protocol.care.Act;
import org.byway.protocol.community.Address;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.market.Continuation;
import org.byway.protocol.market.Hit;
import org.byway.protocol.market.Hits;
import org.byway.protocol.market.MatchReason;
import org.byway.protocol.market.Query;
import org.byway.protocol.peer.Neighbour;
import org.byway.protocol.peer.Repute;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.store.Store;
import org.byway.protocol.wire.Receipt;

/**
 * What the HTTP interface asks of its node.
 *
 * <p>Every method may be called from any thread, returns at once and never blocks; a stage may complete on any thread. A
 * stage that fails is a fault of the node's own, answered with 500 and logged; expected refusals are values.
 */
public interface NodeService {
    /** What the node is, as it stands. */
    Facts facts();

    /** Null when records can be posted, otherwise why not, for people. */
    String unready();

    /**
     * Takes a posted bundle: at most 1 MiB, as it came. Refused as a whole where it cannot be read or is not valid;
     * otherwise a postmark or a refusal for each record, once all that was taken is durable. What is already held gets
     * the postmark that it has.
     *
     * @param by who is known to post: the host, or whoever signed the request; null for a stranger
     */
    CompletionStage<Checked<Receipt>> post(byte[] bundle, Owner by);

    /** The record, where it is held. */
    CompletionStage<Optional<Held>> find(Bytes32 id);

    /** A page of live records; the query's cursor is null or can be parsed, its limit is at most 200. */
    CompletionStage<Listed> list(Store.Query query);

    /** The open log of a community's caretakers, the latest first. */
    CompletionStage<List<Act>> careLog(Bytes32 community);

    /** How it stands at this moment. */
    CompletionStage<Standing> standing();

    /** A page of what the query finds, best first; refused where the index is being built or the search takes too long. */
    CompletionStage<Checked<Hits>> search(Query query, int limit, Continuation from);

    /** Offers that fit a live intent that is held, best first and each with its reasons; refused likewise. */
    CompletionStage<Checked<Matches>> matches(Bytes32 intent, int limit, Continuation from);

    /** How much of what is held can be searched: 100 but for a while after a start. */
    int searchPercent();

    /** Records, and ends of records, that are on disk and that searches do not know of yet, as of a moment ago. */
    long searchBehind();

    /** What it keeps of standing interests. */
    InterestService interests();

    /** Tokens to post by. */
    TokenService tokens();

    /** What it keeps of vaults. */
    VaultService vaults();

    /** What it keeps of pictures. */
    BlobService blobs();

    /** What it does for letters. */
    MailService mail();

    /** Nodes that this one is in session with or wants to be. */
    CompletionStage<List<Neighbour>> neighbours();

    /** The same, as soon as there is a session with that node, or once the time is up. */
    CompletionStage<List<Neighbour>> neighboursOnceLinked(Bytes32 node, long waitMillis);

    /** Keeps in touch with the node at that address from now on; completes once a restart would not forget it. */
    CompletionStage<Void> addPeer(Address address);

    /** Takes back an address that was added and ends its session; false where it had not been added. */
    CompletionStage<Boolean> removePeer(Address address);

    /**
     * @param charter the id of the charter in force
     * @param name the community's, or null
     * @param listen where other nodes reach it, HOST:PORT, first the one that it is bound to
     * @param version of the software
     */
    record Facts(Bytes32 node, Bytes32 community, Bytes32 charter, String name, List<String> listen, String version) {}

    /**
     * @param counts live heads of all communities carried
     * @param communities what is held of each; the first of them, where there are very many
     * @param behindMillis by how much the clock lags behind the median of three or more linked communities; 0 where there
     *     are fewer
     */
    record Standing(Store.Counts counts, List<Neighbour> neighbours, List<Held> communities, long behindMillis) {
        public Standing {
            neighbours = List.copyOf(neighbours);
            communities = List.copyOf(communities);
        }

        /**
         * The set of one community: its name, or null where its charter is not here, how many records are in it, and how it stands with
         * this node, null where it has brought nothing lately.
         */
        public record Held(Bytes32 community, String name, long records, Repute repute) {}
    }

    /**
     * A held record; valid: its bytes, seal and postmark were found to hold; live: it is the head of its lineage, is
     * admissible and has not expired; proof: that its author has signed two things where only one may be, or null; hidden: the
     * notice by which this node hides it, or null.
     */
    record Held(
            SignedRecord record, boolean valid, boolean live, Bytes32 proof, org.byway.protocol.care.Standing hidden) {
        /** One that nobody hides. */
        public Held(SignedRecord record, boolean valid, boolean live, Bytes32 proof) {
            this(record, valid, live, proof, null);
        }
    }

    /**
     * A page, and which of its records are hidden here by which notice.
     *
     * @param hidden by record, in the order of their ids
     */
    record Listed(Store.Page page, SortedMap<Bytes32, org.byway.protocol.care.Standing> hidden) {}

    /** A page of offers that fit an intent, and where the next one begins, or null. */
    record Matches(List<Matched> matches, Continuation next) {}

    record Matched(Hit hit, List<MatchReason> reasons) {}
}
