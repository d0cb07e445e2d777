package org.byway.cli.config;

import java.nio.file.Path;

/** Who said what a setting is, the weakest first. */
public sealed interface Source {
    /** Nobody. */
    record Unsaid() implements Source {
        @Override
        public String words() {
            return "default";
        }
    }

    /** An option of an earlier {@code byway serve}. */
    record Earlier(Path file) implements Source {
        @Override
        public String words() {
            return "said to an earlier serve";
        }
    }

    /** The file, where lines and columns count from 1. */
    record InFile(Path file, int line, int column) implements Source {
        @Override
        public String words() {
            return file + ":" + line + ":" + column;
        }
    }

    record Environment(String variable) implements Source {
        @Override
        public String words() {
            return variable;
        }
    }

    record Option(String option) implements Source {
        @Override
        public String words() {
            return option;
        }
    }

    /** For people, and short. */
    String words();
}
