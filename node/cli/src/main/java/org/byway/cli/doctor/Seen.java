package org.byway.cli.doctor;

import java.util.List;

/**
 * What a check saw.
 *
 * @param what was looked at, in a word
 * @param told what it is like, for people; empty where the findings say all
 */
public record Seen(String what, String told, List<Finding> findings) {
    public Seen {
        findings = List.copyOf(findings);
    }
}
