package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.byway.protocol.record.Kind;
import org.junit.jupiter.api.Test;

/** The contract is what a start takes it for. */
class ContractTest {
    private final Contract contract = Contract.load();

    @Test
    void itIsADocumentOfOpenApi() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            OpenAPIContract checked = OpenAPIContract.from(vertx, new JsonObject(Contract.routable(contract.text())))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);

            assertEquals(names(checked), names(contract.model()));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
        }
    }

    private static Set<String> names(OpenAPIContract of) {
        return of.operations().stream().map(Operation::getOperationId).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyOperationMayAnswerWithAProblem() {
        for (Operation operation : contract.model().operations()) {
            assertTrue(
                    operation.getDefaultResponse().getContent().containsKey("application/json"),
                    operation.getOperationId());
        }
    }

    @Test
    void administrationAndPersonasThingsAreGuardedAndNothingElse() {
        Guard host = new Guard(false, true, false);
        Guard persona = new Guard(false, false, true);
        Guard owner = new Guard(false, true, true);
        Guard everybody = new Guard(true, true, true);
        assertEquals(Set.of("getStatus", "listPeers", "addPeer", "removePeer"), guardedBy(host));
        assertEquals(
                Set.of(
                        "getPersona",
                        "putVaultChunk",
                        "getVaultChunk",
                        "findMissingChunks",
                        "putVaultSnapshot",
                        "getVaultSnapshot",
                        "listVaultSnapshots",
                        "putBlob",
                        "removeVault",
                        "postLetter",
                        "getLetter",
                        "drawTokens",
                        "getBlockTag",
                        "keepMailbox",
                        "removeMailbox",
                        "listLetters",
                        "acknowledgeLetters"),
                guardedBy(persona));
        assertEquals(Set.of("addInterest", "listInterests", "removeInterest"), guardedBy(owner));
        assertEquals(
                Set.of("streamEvents", "postRecords"),
                guardedBy(everybody),
                "strangers may ask too, as far as the node lets them");
    }

    private Set<String> guardedBy(Guard guard) {
        return contract.model().operations().stream()
                .filter(operation -> Guard.of(operation).equals(guard))
                .map(Operation::getOperationId)
                .collect(Collectors.toSet());
    }

    @Test
    void everyKindWithARuleCanBeAskedFor() {
        var kinds = contract.model().operation("listRecords").getParameters().stream()
                .filter(parameter -> parameter.getName().equals("kind"))
                .findFirst()
                .orElseThrow()
                .getSchema();
        Set<String> words = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            words.add(kind.word());
        }

        io.vertx.core.json.JsonArray asked = kinds.get("enum");
        assertEquals(words, asked.stream().map(String.class::cast).collect(Collectors.toCollection(TreeSet::new)));
    }
}
