package org.byway.cli.doctor;

/**
 * Something to be told.
 *
 * @param code a word for programs, joined by underscores
 * @param remedy what to do about it; never empty
 */
public record Finding(String code, Severity severity, String message, String remedy) {
    public Finding {
        if (remedy.isBlank()) {
            throw new IllegalArgumentException(code + " has no remedy");
        }
    }

    static Finding error(String code, String message, String remedy) {
        return new Finding(code, Severity.ERROR, message, remedy);
    }

    static Finding warning(String code, String message, String remedy) {
        return new Finding(code, Severity.WARNING, message, remedy);
    }

    static Finding note(String code, String message, String remedy) {
        return new Finding(code, Severity.NOTE, message, remedy);
    }
}
