package org.byway.cli.config;

import java.util.List;

/** The form of a setting: one text, several, a whole number, or yes and no. */
sealed interface Form {
    record One(Rule rule) implements Form {
        @Override
        public String wanted() {
            return rule.wanted();
        }

        @Override
        public Value of(Object raw) {
            return raw instanceof String text && rule.holds().test(text) ? new Value.Text(text) : null;
        }
    }

    /** At most so many. */
    record Several(Rule rule, int most) implements Form {
        @Override
        public String wanted() {
            return "a list of at most " + most + ", each " + rule.wanted();
        }

        @Override
        public Value of(Object raw) {
            return raw instanceof List<?> list
                            && list.size() <= most
                            && list.stream().allMatch(this::holds)
                    ? new Value.Texts(list.stream().map(String.class::cast).toList())
                    : null;
        }

        boolean holds(Object each) {
            return each instanceof String text && rule.holds().test(text);
        }
    }

    record Whole(long least, long most) implements Form {
        @Override
        public String wanted() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public Value of(Object raw) {
            return raw instanceof Long number && number >= least && number <= most ? new Value.Whole(number) : null;
        }
    }

    record Flag() implements Form {
        @Override
        public String wanted() {
            return "true or false";
        }

        @Override
        public Value of(Object raw) {
            return raw instanceof Boolean flag ? new Value.Flag(flag) : null;
        }
    }

    /** Goes on after "must be". */
    String wanted();

    /** The value that a text, a list of texts, a Long or a Boolean gives; null where it has not this form. */
    Value of(Object raw);
}
