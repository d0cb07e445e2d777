package org.byway.protocol.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.byway.protocol.peer.Neighbour.Doing;
import org.byway.protocol.peer.Neighbour.Repair;
import org.byway.protocol.sync.Limits;
import org.byway.protocol.sync.Reconciliation;
import org.byway.protocol.sync.SortedItems;
import org.junit.jupiter.api.Test;

/** What a host is told of repair with one neighbour, from a stream to the comparison behind it. */
class ProgressTest {
    private static final Comparison STREAMING = new Comparison.Streaming(0);
    private static final Comparison COMPARING =
            new Comparison.Running(1, 0, Reconciliation.initiator(SortedItems.of(List.of()), Limits.NODE), null, 0);

    private final Progress progress = new Progress();

    @Test
    void aStreamTellsHowMuchCame() {
        assertEquals(new Repair(Doing.NOTHING, null, 0, 0, null, 0), progress.view(List.of()));
        progress.begun(true, 1_000);
        progress.toStream(500);
        progress.brought(120);
        assertEquals(new Repair(Doing.STREAMING, 1_000L, 120, 500, null, 0), progress.view(List.of(STREAMING)));
        progress.begun(false, 2_000);
        progress.toStream(100);
        progress.brought(1_000);
        assertEquals(
                new Repair(Doing.STREAMING, 1_000L, 600, 600, null, 0), progress.view(List.of(STREAMING, COMPARING)));
    }

    @Test
    void aComparisonTellsWhatDiffered() {
        progress.begun(true, 1_000);
        progress.differ(3);
        assertEquals(new Repair(Doing.COMPARING, 1_000L, 0, 0, null, 0), progress.view(List.of(COMPARING)));
        progress.differ(4);
        progress.compared(1_500);
        assertEquals(new Repair(Doing.NOTHING, null, 0, 0, 1_500L, 7), progress.view(List.of()));
        progress.begun(true, 61_000);
        assertEquals(new Repair(Doing.COMPARING, 61_000L, 0, 0, 1_500L, 7), progress.view(List.of(COMPARING)));
        progress.compared(61_100);
        assertEquals(new Repair(Doing.NOTHING, null, 0, 0, 61_100L, 0), progress.view(List.of()));
    }
}
