package org.byway.cli.doctor;

import java.util.Locale;

/** How bad it is: the node cannot work so; it will, but not well or not for long; nothing is wrong, only good to know. */
public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
