package org.byway.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.byway.protocol.community.Address;
import org.byway.protocol.peer.Neighbour;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/** Which nodes this one keeps in touch with: the host's business. */
final class PeerOperations {
    private static final int MOST_PEERS = 256;
    private static final int KEY_DIGITS = 64;

    private final NodeService node;

    PeerOperations(NodeService node) {
        this.node = node;
    }

    void listPeers(Call call) {
        String linked = call.query("linked");
        int waitSeconds = call.query("wait", 0);
        if (linked == null && waitSeconds > 0) {
            call.exchange().problem(Routes.bad("wait says for how long linked is to be waited for"));
            return;
        }
        call.with(
                waitSeconds == 0
                        ? node.neighbours()
                        : node.neighboursOnceLinked(Bytes32.ofHex(linked), TimeUnit.SECONDS.toMillis(waitSeconds)),
                neighbours -> call.answer(Caching.NEVER, new JsonObject().put("items", view(neighbours))));
    }

    void addPeer(Call call) {
        switch (Address.parse(call.json().getString("address"))) {
            case Checked.Refused<Address>(Refusal refusal) -> call.exchange().problem(Routes.bad(refusal.detail()));
            case Checked.Ok<Address>(Address address) ->
                call.with(node.neighbours(), before -> add(call, address, before));
        }
    }

    private void add(Call call, Address address, List<Neighbour> before) {
        if (before.size() >= MOST_PEERS) {
            call.exchange()
                    .problem(
                            Problem.of(409, "too-many-peers", "a node keeps in touch with " + MOST_PEERS + " at most"));
            return;
        }
        call.with(
                node.addPeer(address).thenCompose(added -> node.neighbours()),
                after -> call.answer(Caching.NEVER, view(at(address, after))));
    }

    private static Neighbour at(Address address, List<Neighbour> all) {
        return all.stream()
                .filter(one -> one.address() != null && one.address().text().equals(address.text()))
                .findFirst()
                .orElse(new Neighbour(null, null, address, Neighbour.State.DIALLING, null, null));
    }

    void removePeer(Call call) {
        String peer = call.path("peer");
        if (peer.length() != KEY_DIGITS) {
            switch (Address.parse(peer)) {
                case Checked.Refused<Address>(Refusal refusal) ->
                    call.exchange().problem(Routes.bad(refusal.detail()));
                case Checked.Ok<Address>(Address address) -> remove(call, address);
            }
            return;
        }
        call.with(node.neighbours(), neighbours -> {
            Address address = neighbours.stream()
                    .filter(one -> one.node() != null && one.node().hex().equals(peer))
                    .map(Neighbour::address)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            if (address == null) {
                unknown(call);
            } else {
                remove(call, address);
            }
        });
    }

    private void remove(Call call, Address address) {
        call.with(node.removePeer(address), removed -> {
            if (removed) {
                call.exchange().answer(204, null, Caching.NEVER, null);
            } else {
                unknown(call);
            }
        });
    }

    private static void unknown(Call call) {
        call.exchange()
                .problem(Problem.of(404, "unknown-peer", "no such peer was added here")
                        .hint("a node that is linked by invite goes when its link is withdrawn"));
    }

    static JsonArray view(List<Neighbour> neighbours) {
        JsonArray items = new JsonArray();
        neighbours.forEach(neighbour -> items.add(view(neighbour)));
        return items;
    }

    private static JsonObject view(Neighbour neighbour) {
        return new JsonObject()
                .put("node", neighbour.node() == null ? null : neighbour.node().hex())
                .put(
                        "address",
                        neighbour.address() == null ? null : neighbour.address().text())
                .put("state", neighbour.state().name().toLowerCase(Locale.ROOT))
                .put(
                        "community",
                        neighbour.community() == null
                                ? null
                                : neighbour.community().hex())
                .put("reason", neighbour.reason())
                .put("aheadMillis", neighbour.aheadMillis())
                .put("repair", neighbour.repair() == null ? null : view(neighbour.repair()));
    }

    private static JsonObject view(Neighbour.Repair repair) {
        return new JsonObject()
                .put("doing", repair.doing().name().toLowerCase(Locale.ROOT))
                .put("since", repair.since())
                .put("came", repair.came())
                .put("of", repair.of())
                .put("comparedAt", repair.comparedAt())
                .put("differing", repair.differing());
    }
}
