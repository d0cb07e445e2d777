package org.byway.server.http;

import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.SecurityRequirement;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may ask for an operation, by the names of the security schemes of which the contract wants one.
 *
 * @param open everybody
 * @param home whoever has the token of the node's home
 * @param persona whoever signs as a persona; the operation is told which
 */
record Guard(boolean open, boolean home, boolean persona) {
    private static final String HOME = "home";
    private static final String PERSONA = "persona";

    /** What the router takes for either of the two. */
    static final String OWNER = "owner";

    /** Throws IllegalStateException where the contract asks for what no code guards. */
    static Guard of(Operation operation) {
        Set<String> names = new TreeSet<>();
        boolean open = operation.getSecurityRequirements().isEmpty();
        for (SecurityRequirement requirement : operation.getSecurityRequirements()) {
            open |= requirement.isEmpty();
            names.addAll(requirement.getNames());
            if (requirement.size() > 1 || !Set.of(HOME, PERSONA, OWNER).containsAll(requirement.getNames())) {
                throw new IllegalStateException(
                        operation.getOperationId() + " is guarded by " + requirement.getNames());
            }
        }
        boolean owner = names.contains(OWNER);
        return new Guard(open, owner || names.contains(HOME), owner || names.contains(PERSONA));
    }
}
