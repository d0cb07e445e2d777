package org.byway.server.http;

import io.vertx.openapi.contract.Operation;
import java.util.Set;
import java.util.TreeSet;

/** Who may ask for an operation, by the name of its security scheme in the contract. */
enum Guard {
    /** Everybody. */
    NONE,
    /** Whoever has the token of the node's home. */
    HOME,
    /** Whoever signs as a persona; the operation is told which. */
    PERSONA;

    /** Throws IllegalStateException where the contract asks for what no code guards. */
    static Guard of(Operation operation) {
        Set<String> names = new TreeSet<>();
        operation.getSecurityRequirements().forEach(requirement -> names.addAll(requirement.getNames()));
        if (names.isEmpty()) {
            return NONE;
        }
        return switch (String.join(" ", names)) {
            case "home" -> HOME;
            case "persona" -> PERSONA;
            default -> throw new IllegalStateException(operation.getOperationId() + " is guarded by " + names);
        };
    }
}
