package org.byway.cli.doctor;

import java.io.IOException;
import java.util.List;

/** Looks at everything. */
public final class Doctor {
    private static final List<Check> CHECKS = List.of(
            new HomeCheck(),
            new NodeCheck(),
            new DiskCheck(),
            new StoreCheck(),
            new ClockCheck(),
            new SearchCheck(),
            new PortsCheck(),
            new ReachCheck(),
            new PeersCheck(),
            new DescriptorsCheck());

    private Doctor() {}

    public static List<Seen> look(Subject subject) {
        return CHECKS.stream().map(check -> look(check, subject)).toList();
    }

    private static Seen look(Check check, Subject subject) {
        try {
            return check.look(subject);
        } catch (IOException e) {
            String message = "The " + check.what() + " could not be looked at: " + e.getMessage() + ".";
            String remedy = "Run `byway doctor` as the user whose home it is.";
            return new Seen(check.what(), "", List.of(Finding.error("unseen_" + check.what(), message, remedy)));
        }
    }
}
