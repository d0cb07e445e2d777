package org.byway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.NodePort;
import org.byway.agent.node.Posting;
import org.byway.agent.node.Reply;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Receipt;
import org.byway.protocol.wire.Refused;

/** The records of a simulated host, as far as people post and read them by their bytes. */
final class SimulatedNode implements NodePort {
    private final Cluster cluster;
    private final Wire wire;

    SimulatedNode(Cluster cluster, Wire wire) {
        this.cluster = cluster;
        this.wire = wire;
    }

    @Override
    public Reply<Posting> post(byte[] bundle) {
        return wire.<Receipt>ask(
                        (host, answer) -> cluster.people().post(host, bundle, said -> answer.accept(Wire.reply(said))))
                .map(SimulatedNode::posting);
    }

    private static Posting posting(Receipt receipt) {
        SortedMap<Integer, Refusal> refused = new TreeMap<>();
        for (Refused each : receipt.getRefusedList()) {
            String name = each.getReason().toUpperCase(Locale.ROOT).replace('-', '_');
            refused.put(each.getRecord(), new Refusal(Reason.valueOf(name), each.getDetail()));
        }
        long time =
                receipt.getPostmarksCount() == 0 ? 0 : receipt.getPostmarks(0).getTime();
        return new Posting(time, refused, new byte[0]);
    }

    @Override
    public Reply<byte[]> record(Bytes32 id) {
        return wire.ask((host, answer) -> {
            SignedRecord found = host.store().get(id);
            answer.accept(
                    found == null
                            ? new Reply.Refused<>("unknown-record", "it is not here")
                            : new Reply.Got<>(Bundles.write(List.of(found)).toByteArray()));
        });
    }

    private static UnsupportedOperationException json() {
        return new UnsupportedOperationException("people in the cluster read bytes, no JSON");
    }

    @Override
    public Reply<JsonNode> facts() {
        throw json();
    }

    @Override
    public Reply<JsonNode> status() {
        throw json();
    }

    @Override
    public Reply<JsonNode> view(Bytes32 id) {
        throw json();
    }

    @Override
    public Reply<Listing> list(Query query) {
        throw json();
    }

    @Override
    public Reply<Listing> saidBy(Bytes32 author, Kind kind, String cursor) {
        throw json();
    }

    @Override
    public Reply<JsonNode> search(Map<String, String> parameters) {
        throw json();
    }

    @Override
    public Reply<JsonNode> matches(Bytes32 intent, int limit, String cursor) {
        throw json();
    }

    @Override
    public Reply<JsonNode> persona(PersonaSigner signer) {
        throw json();
    }

    @Override
    public Reply<List<JsonNode>> peers() {
        throw json();
    }

    @Override
    public Reply<List<JsonNode>> peersOnceLinked(Bytes32 node, int waitSeconds) {
        throw json();
    }

    @Override
    public Reply<JsonNode> addPeer(String address) {
        throw json();
    }

    @Override
    public Reply<Boolean> removePeer(String peer) {
        throw json();
    }
}
