package org.byway.agent.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.byway.agent.keys.PersonaSigner;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;

/**
 * A node, as an agent sees it. Calls wait for the answer, for a bounded time; several may be under way at once. JSON is as the
 * node's OpenAPI document describes it.
 */
public interface NodePort {
    /** For how long a node may be asked to hold back its answer. */
    int MOST_WAIT_SECONDS = 20;
    /** With this a node says that it does not hold the record. */
    String UNKNOWN_RECORD = "unknown-record";
    /** With this, that caretakers hide it there. */
    String HIDDEN = "hidden";

    /** Posts a bundle of sealed records. Posting the same bytes again changes nothing and gives the same answer. */
    Reply<Posting> post(byte[] bundle);

    /** The same, signed by a member's key, where a community lets members alone post. */
    default Reply<Posting> post(byte[] bundle, PersonaSigner member) {
        return post(bundle);
    }

    /** Where it gives its members tokens to post by; null where this way to it knows of none. */
    default TokenPort tokens() {
        return null;
    }

    /** Public facts: which node of which community, and where others reach it. */
    Reply<JsonNode> facts();

    /** What it holds and whom it is connected to; for its host alone. */
    Reply<JsonNode> status();

    /** The bundle of one record. */
    Reply<byte[]> record(Bytes32 id);

    /** The JSON view of one record, with the verdicts valid and live. */
    Reply<JsonNode> view(Bytes32 id);

    /** Live records, newest first. */
    Reply<Listing> list(Query query);

    /** The same of one author: those of a kind, or all but withdrawals where the kind is null; the cursor of the page before, or null. */
    Reply<Listing> saidBy(Bytes32 author, Kind kind, String cursor);

    /** A page of live offers or intents that are found, best first, as the document's operation search answers it. */
    Reply<JsonNode> search(Map<String, String> parameters);

    /** A page of offers that fit an intent, best first and with reasons; the cursor of the page before, or null. */
    Reply<JsonNode> matches(Bytes32 intent, int limit, String cursor);

    /** As whom it takes requests that are signed so; refused where the signature does not hold or clocks differ. */
    Reply<JsonNode> persona(PersonaSigner signer);

    /** Which nodes it keeps in touch with; for its host alone. */
    Reply<List<JsonNode>> peers();

    /** The same, as soon as it is connected to that node, or after {@link #MOST_WAIT_SECONDS} or less. */
    Reply<List<JsonNode>> peersOnceLinked(Bytes32 node, int waitSeconds);

    /** Lets the node keep in touch with an address, HOST:PORT; for its host alone. */
    Reply<JsonNode> addPeer(String address);

    /** Makes the node forget a node's key or an address; for its host alone. */
    Reply<Boolean> removePeer(String peer);

    /** Of which kind; community null for all; the cursor of the page before, or null. */
    record Query(Kind kind, Bytes32 community, int limit, String cursor) {}

    /** One page and the cursor of the next, or null. */
    record Listing(List<JsonNode> items, String next) {
        public Listing {
            items = List.copyOf(items);
        }
    }
}
