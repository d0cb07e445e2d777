package org.byway.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is simulated.
 *
 * @param shape draws the communities and their links
 * @param faults what goes wrong while people are active
 * @param activeMinutes of virtual time
 * @param settleMinutes after the last fault, until when all sets must be equal
 */
public record Scenario(
        String name, Function<Dice, Shape> shape, Set<Fault> faults, int activeMinutes, int settleMinutes) {
    private static final int ACTIVE_MINUTES = 5;
    private static final int SETTLE_MINUTES = 8;

    /** Every kind of fault by itself, and mixtures. */
    public static final List<Scenario> ALL = List.of(
            of("calm", EnumSet.noneOf(Fault.class)),
            of("breaking-loss", EnumSet.of(Fault.BREAKING_LOSS)),
            of("silent-loss", EnumSet.of(Fault.SILENT_LOSS)),
            of("duplicates", EnumSet.of(Fault.DUPLICATES)),
            of("partitions", EnumSet.of(Fault.PARTITIONS)),
            of("cuts", EnumSet.of(Fault.CUTS)),
            of("crashes", EnumSet.of(Fault.CRASHES)),
            of("full-disks", EnumSet.of(Fault.FULL_DISKS)),
            of("clocks", EnumSet.of(Fault.CLOCKS)),
            new Scenario(
                    "day-off",
                    dice -> Shape.line(2 + dice.among(2), 3),
                    EnumSet.of(Fault.DAY_OFF),
                    ACTIVE_MINUTES,
                    27 * 60),
            of("slow-readers", EnumSet.of(Fault.SLOW_READERS)),
            of("strangers", EnumSet.of(Fault.STRANGERS)),
            of(
                    "network",
                    EnumSet.of(
                            Fault.BREAKING_LOSS, Fault.DUPLICATES, Fault.PARTITIONS, Fault.CUTS, Fault.SLOW_READERS)),
            of("everything", EnumSet.complementOf(EnumSet.of(Fault.DAY_OFF))));

    private static Scenario of(String name, Set<Fault> faults) {
        return new Scenario(name, Shape::drawn, faults, ACTIVE_MINUTES, SETTLE_MINUTES);
    }

    /** The scenario of that name, or null. */
    public static Scenario named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
