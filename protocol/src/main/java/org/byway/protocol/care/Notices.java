package org.byway.protocol.care;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Caretaker;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeAppeal;
import org.byway.protocol.wire.NoticeDecision;

/**
 * The notices of all communities that are held, by the records alone: who holds the same ones says the same, whatever the order in
 * which they came. That a steward said what only stewards may say was seen before a record is noted.
 */
public final class Notices {
    /** How many are remembered; what is over goes first to make room. */
    public static final int MOST = 65_536;

    private static final int MOST_WORDS = 32;
    private static final int MOST_CARETAKERS = 4_096;

    private final SortedMap<NoticeKey, Given> given = new TreeMap<>();
    private final SortedMap<NoticeKey, List<Word>> words = new TreeMap<>();
    private final SortedMap<Bytes32, SortedMap<Bytes32, Known>> caretakers = new TreeMap<>();

    /** Where a steward takes reports, and the record that says so. */
    public record Known(Bytes32 record, Bytes32 steward, long created, long expires, Caretaker said) {
        private boolean isBefore(Known other) {
            return created < other.created || (created == other.created && record.compareTo(other.record) > 0);
        }
    }

    /** Takes note of a Notice record that is held, with its content. */
    public void note(Envelope envelope, byte[] content) {
        if (!(NoticeRule.read(envelope, content) instanceof Checked.Ok<Notice>(Notice notice))) {
            return;
        }
        switch (notice.getSaidCase()) {
            case GIVEN -> {
                Given fresh = Given.of(envelope, notice.getGiven());
                if (given.size() < MOST || given.containsKey(fresh.key())) {
                    given.put(fresh.key(), fresh);
                    words.getOrDefault(fresh.key(), new ArrayList<>()).removeIf(word -> isStrangers(fresh, word));
                }
            }
            case APPEAL -> {
                NoticeAppeal appeal = notice.getAppeal();
                word(envelope, NoticeKey.of(appeal.getNotice()), Word.What.APPEAL, appeal.getWords());
            }
            case DECISION -> {
                NoticeDecision decision = notice.getDecision();
                Word.What what = decision.getLifted() ? Word.What.LIFT : Word.What.UPHOLD;
                word(envelope, NoticeKey.of(decision.getNotice()), what, decision.getWords());
            }
            case CARETAKER -> caretaker(envelope, notice.getCaretaker());
            case SAID_NOT_SET -> {}
        }
    }

    /** Of stewards' words and of others' the earliest are kept, each by themselves: nobody can talk a steward's down. */
    private void word(Envelope envelope, NoticeKey of, Word.What what, String said) {
        Word word = new Word(envelope.id(), envelope.author(), what, envelope.created(), envelope.expires(), said);
        Given notice = given.get(of);
        if (notice == null ? words.size() >= MOST && !words.containsKey(of) : isStrangers(notice, word)) {
            return;
        }
        List<Word> all = words.computeIfAbsent(of, none -> new ArrayList<>());
        boolean appeal = what == Word.What.APPEAL;
        all.add(word);
        all.sort(Word.BY_TIME);
        List<Word> alike = all.stream()
                .filter(each -> (each.what() == Word.What.APPEAL) == appeal)
                .toList();
        if (alike.size() > MOST_WORDS) {
            all.remove(alike.get(alike.size() - 1));
        }
    }

    /** Nobody but its author appeals: others take no room. */
    private static boolean isStrangers(Given notice, Word word) {
        return word.what() == Word.What.APPEAL
                && !word.by().equals(notice.target().author());
    }

    private void caretaker(Envelope envelope, Caretaker said) {
        var known = caretakers.computeIfAbsent(envelope.home(), none -> new TreeMap<>());
        Known fresh = new Known(envelope.id(), envelope.author(), envelope.created(), envelope.expires(), said);
        Known before = known.get(fresh.steward());
        if (before == null ? known.size() < MOST_CARETAKERS : before.isBefore(fresh)) {
            known.put(fresh.steward(), fresh);
        }
    }

    /** What was withdrawn or replaced counts no more. */
    public void forget(Bytes32 record) {
        given.values().removeIf(each -> each.record().equals(record));
        words.values().forEach(list -> list.removeIf(word -> word.record().equals(record)));
        words.values().removeIf(List::isEmpty);
        caretakers
                .values()
                .forEach(known -> known.values().removeIf(each -> each.record().equals(record)));
    }

    /** All notices, by their keys. */
    public List<Standing> all(long now) {
        return given.values().stream().map(each -> standing(each, now)).toList();
    }

    private Standing standing(Given notice, long now) {
        return Standing.of(notice, words.getOrDefault(notice.key(), List.of()), now);
    }

    /** The caretakers of a community who take reports, by their keys; whoever is no steward any more does not count. */
    public List<Known> caretakers(Bytes32 community, long now) {
        return caretakers.getOrDefault(community, new TreeMap<>()).values().stream()
                .filter(each -> each.expires() > now && each.said().hasAddress())
                .toList();
    }

    /** A community's open log, the latest first. */
    public List<Act> log(Bytes32 community, long now) {
        List<Act> acts = new ArrayList<>();
        for (Standing each : all(now)) {
            Given notice = each.given();
            if (notice.community().equals(community)) {
                String what = notice.said().getPurge() ? "purged" : "given";
                acts.add(new Act(
                        notice.record(),
                        notice.created(),
                        notice.key().steward(),
                        what,
                        notice.said().getWords(),
                        notice));
                each.words()
                        .forEach(word -> acts.add(new Act(
                                word.record(), word.created(), word.by(), word(word.what()), word.words(), notice)));
            }
        }
        acts.sort(Comparator.comparing(Act::at).thenComparing(Act::record).reversed());
        return acts;
    }

    private static String word(Word.What what) {
        return switch (what) {
            case APPEAL -> "appealed";
            case UPHOLD -> "upheld";
            case LIFT -> "lifted";
        };
    }

    /** Why an appeal or a decision cannot enter at a node of that community now; null if it can. */
    public Refusal fault(Envelope envelope, Notice said, long now) {
        return switch (said.getSaidCase()) {
            case APPEAL -> appealFault(envelope, NoticeKey.of(said.getAppeal().getNotice()), now);
            case DECISION -> decisionFault(envelope, said.getDecision(), now);
            case GIVEN, CARETAKER, SAID_NOT_SET -> null;
        };
    }

    private Refusal appealFault(Envelope envelope, NoticeKey of, long now) {
        Given notice = given.get(of);
        if (notice == null) {
            return new Refusal(Reason.STALE, "there is no such notice here");
        }
        if (!envelope.author().equals(notice.target().author())) {
            return new Refusal(Reason.NOT_YOURS, "whoever said what the notice is about may appeal, nobody else");
        }
        if (now > notice.said().getAppealUntil()) {
            return new Refusal(Reason.EXPIRED, "the time to appeal is over");
        }
        NoticeState state = standing(notice, now).state();
        return state instanceof NoticeState.Given
                ? null
                : new Refusal(Reason.STALE, "nothing can be appealed: the notice is " + state.word());
    }

    private Refusal decisionFault(Envelope envelope, NoticeDecision decision, long now) {
        Given notice = given.get(NoticeKey.of(decision.getNotice()));
        if (notice == null || !notice.community().equals(envelope.home())) {
            return new Refusal(Reason.STALE, "there is no such notice of this community here");
        }
        NoticeState state = standing(notice, now).state();
        boolean may = decision.getLifted() ? state.hides() : state instanceof NoticeState.Appealed;
        return may
                ? null
                : new Refusal(
                        Reason.STALE,
                        decision.getLifted()
                                ? "nothing is hidden by it: the notice is " + state.word()
                                : "only what was appealed is upheld: the notice is " + state.word());
    }
}
