package org.byway.server.interest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Map;
import org.byway.protocol.interest.Interest;
import org.byway.protocol.interest.Owner;
import org.byway.protocol.interest.Position;
import org.byway.protocol.market.Samples;
import org.byway.protocol.record.Bytes32;
import org.junit.jupiter.api.Test;

/** Personas cost nothing, so all of them together leave room for the host. */
class RegistryTest {
    private static final Map<String, String> WORDS = Map.of("kind", "offers", "q", "bread");
    private static final Map<String, String> BROAD = Map.of("kind", "offers", "currency", "EUR");

    private final Registry registry = new Registry(Samples.LEXICON);
    private long made;

    private Interest interest(Owner owner, Map<String, String> wording) {
        return Interest.read(++made, owner, Position.START, "", wording).orThrow();
    }

    private static Owner persona(long number) {
        return new Owner.Persona(new Bytes32(number, 0, 0, 0));
    }

    /** How many of as many personas find room. */
    private int fill(Map<String, String> wording) {
        int count = 0;
        for (Interest next = interest(persona(1), wording); registry.refusal(next) == null; count++) {
            registry.add(next);
            next = interest(persona(made), wording);
        }
        return count;
    }

    @Test
    void theLastInterestsAreTheHosts() {
        assertEquals(Registry.MOST_BEFORE_A_PERSONAS, fill(WORDS));
        for (int i = Registry.MOST_BEFORE_A_PERSONAS; i < Registry.MOST_INTERESTS; i++) {
            Interest own = interest(Owner.HOME, WORDS);
            assertNull(registry.refusal(own));
            registry.add(own);
        }
        assertNotNull(registry.refusal(interest(Owner.HOME, WORDS)));
    }

    @Test
    void theLastOfThoseThatAreHeldAgainstEveryRecordAreTheHosts() {
        assertEquals(Registry.MOST_BROAD_BEFORE_A_PERSONAS, fill(BROAD));
        assertNull(registry.refusal(interest(Owner.HOME, BROAD)));
        assertNull(registry.refusal(interest(persona(made), WORDS)), "what names words is taken on");
    }
}
