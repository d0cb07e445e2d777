package org.byway.protocol.field;

import java.util.List;
import java.util.stream.Collectors;

/** What a key of a dictionary stands for. */
public sealed interface Member {
    Parameters parameters();

    /** As RFC 9651, section 4.1, writes it. */
    String serialized();

    record Item(Bare value, Parameters parameters) implements Member {
        public static Item of(Bare value) {
            return new Item(value, Parameters.NONE);
        }

        @Override
        public String serialized() {
            return value.serialized() + parameters.serialized();
        }
    }

    record InnerList(List<Item> items, Parameters parameters) implements Member {
        public InnerList {
            items = List.copyOf(items);
        }

        @Override
        public String serialized() {
            return items.stream().map(Item::serialized).collect(Collectors.joining(" ", "(", ")"))
                    + parameters.serialized();
        }
    }
}
