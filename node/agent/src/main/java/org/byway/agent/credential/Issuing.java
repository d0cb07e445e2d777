package org.byway.agent.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.byway.protocol.identity.DidKey;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Bytes32;

/**
 * Signs a statement in copies, each for a key of the holder's own, so that two that are shown have nothing in common but what they say.
 *
 * @param issuer signs them
 * @param list where it is told which of them hold no more
 * @param day when they are issued, in days since 1970: no finer, so that the time tells them apart from few
 * @param days for how many they hold
 * @param random a cryptographic source
 */
public record Issuing(SigningKey issuer, String list, long day, int days, RandomGenerator random) {
    static final String TYPE = "dc+sd-jwt";
    static final long DAY_SECONDS = 86_400;

    private static final int SALT_BYTES = 16;
    /** Digests are filled up with decoys to a multiple of that: how many claims there are tells a statement from another. */
    private static final int DIGESTS_STEP = 8;

    /** A copy for each key, each with its place in the list. */
    public List<String> copies(Statement statement, List<Bytes32> keys, List<Integer> places) {
        List<String> copies = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            copies.add(copy(statement, keys.get(i), places.get(i)));
        }
        return copies;
    }

    private String copy(Statement statement, Bytes32 key, int place) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("iss", DidKey.of(issuer.publicKey()));
        payload.put("iat", day * DAY_SECONDS);
        payload.put("exp", (day + days) * DAY_SECONDS);
        payload.put("vct", statement.type());
        payload.putObject("cnf").set("jwk", new PublicKey.Ed25519(key).jwk());
        payload.putObject("status").putObject("status_list").put("idx", place).put("uri", list);
        // Sorted by their digests, which are chance: neither the order nor a decoy tells which claims are there.
        TreeMap<String, String> digests = new TreeMap<>();
        statement.claims().properties().forEach(claim -> {
            String text =
                    Disclosure.of(salt(), claim.getKey(), claim.getValue()).text();
            digests.put(HashName.SHA_256.digest(text), text);
        });
        while (digests.size() % DIGESTS_STEP != 0 || digests.isEmpty()) {
            digests.put(HashName.SHA_256.digest(Base64Url.write(salt())), "");
        }
        ArrayNode named = payload.putArray(Unpacking.DIGESTS);
        digests.keySet().forEach(named::add);
        payload.put(Unpacking.HASH, "sha-256");
        List<String> disclosures =
                digests.values().stream().filter(text -> !text.isEmpty()).toList();
        return new SdJwt(Jws.write(TYPE, payload, issuer), disclosures, null).presented();
    }

    private byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return salt;
    }
}
