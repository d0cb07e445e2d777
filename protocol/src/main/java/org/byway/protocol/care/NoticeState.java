package org.byway.protocol.care;

/** How a notice stands. */
public sealed interface NoticeState {
    /** Nobody has said anything to it. */
    record Given() implements NoticeState {}

    /** Its author asks that it be lifted, and waits for a decision. */
    record Appealed(Word appeal) implements NoticeState {}

    /** It was looked at again and stays; that is the last word but a lift. */
    record Upheld(Word appeal, Word decision) implements NoticeState {}

    /** What it hid is shown again. */
    record Lifted(Word decision) implements NoticeState {}

    /** Its time is over. */
    record Over() implements NoticeState {}

    /** Whether what it is about is hidden. */
    default boolean hides() {
        return switch (this) {
            case Given given -> true;
            case Appealed appealed -> true;
            case Upheld upheld -> true;
            case Lifted lifted -> false;
            case Over over -> false;
        };
    }

    /** As people and programs read it. */
    default String word() {
        return switch (this) {
            case Given given -> "given";
            case Appealed appealed -> "appealed";
            case Upheld upheld -> "upheld";
            case Lifted lifted -> "lifted";
            case Over over -> "over";
        };
    }

    /** Where a word leads; the same state where it leads nowhere. */
    default NoticeState after(Word word) {
        return switch (word.what()) {
            case APPEAL -> this instanceof Given ? new Appealed(word) : this;
            case UPHOLD -> this instanceof Appealed(Word appeal) ? new Upheld(appeal, word) : this;
            case LIFT -> hides() ? new Lifted(word) : this;
        };
    }
}
