package org.byway.protocol.community;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Admission;
import org.byway.protocol.wire.MemberStanding;

/**
 * Who is a member of one community, by its Membership records alone: every node that has the same ones says the same, whatever
 * the order in which they came.
 *
 * <p>A steward's latest word counts. Where there is none, whoever showed an invite is a member, or waits for a steward, as the
 * charter says; of several who showed one invite, the first.
 */
public final class Members {
    /** Of how many people something is remembered. */
    public static final int MOST = 65_536;
    /** How many words of one person, and how many of stewards on it, are. */
    private static final int MOST_WORDS = 32;

    private static final Comparator<Word> BY_TIME =
            Comparator.comparing(Word::created).thenComparing(Word::record, Comparator.reverseOrder());

    private final SortedMap<Bytes32, List<Word>> words = new TreeMap<>();
    private final SortedMap<Bytes32, List<Word>> byInvite = new TreeMap<>();

    private record Word(Bytes32 record, Membership said, long created, long expires) {
        boolean isOwn() {
            return said.invite() != null || said.standing() == MemberStanding.LEFT;
        }
    }

    /** How somebody stands. */
    public enum State {
        NONE,
        /** Has shown an invite, and a steward is to say the rest. */
        ASKED,
        MEMBER,
        PAUSED,
        REMOVED,
        LEFT
    }

    /**
     * A person who is spoken of.
     *
     * @param until when the word expires by which this is so, in milliseconds; 0 where there is none
     */
    public record Known(Bytes32 member, State state, List<String> roles, long since, long until) {
        private static Known by(Word word, Bytes32 member, State state, List<String> roles) {
            return new Known(member, state, roles, word.created(), word.expires());
        }
    }

    /**
     * Takes note of a Membership record that is held.
     *
     * @param under the Charter that it was postmarked under: its stewards speak and invite
     */
    public void note(Envelope envelope, Membership said, Charter under) {
        boolean own = envelope.author().equals(said.member()) && said.standing() != MemberStanding.MEMBER;
        boolean heard = said.invite() != null
                ? under.hasSteward(said.invite().steward())
                : own ? said.standing() == MemberStanding.LEFT : under.hasSteward(envelope.author());
        boolean room = words.containsKey(said.member()) || words.size() < MOST;
        if (!heard || !room) {
            return;
        }
        Word word = new Word(envelope.id(), said, envelope.created(), envelope.expires());
        List<Word> all = words.computeIfAbsent(said.member(), none -> new ArrayList<>());
        all.add(word);
        all.sort(BY_TIME);
        forgetOldest(all, word.isOwn());
        if (said.invite() != null) {
            byInvite.computeIfAbsent(said.invite().digest(), none -> new ArrayList<>())
                    .add(word);
        }
    }

    /** Of one's own words, and of stewards', the latest are kept, each by themselves: nobody can talk a steward's down. */
    private static void forgetOldest(List<Word> all, boolean own) {
        List<Word> alike = all.stream().filter(word -> word.isOwn() == own).toList();
        if (alike.size() > MOST_WORDS) {
            all.remove(alike.get(0));
        }
    }

    /** What was withdrawn or replaced counts no more. */
    public void forget(Bytes32 record) {
        words.values().forEach(list -> list.removeIf(word -> word.record().equals(record)));
        words.values().removeIf(List::isEmpty);
        byInvite.values().forEach(list -> list.removeIf(word -> word.record().equals(record)));
        byInvite.values().removeIf(List::isEmpty);
    }

    /** All who are spoken of, by their keys. */
    public List<Known> all(Admission admission, long now) {
        List<Known> all = new ArrayList<>();
        words.keySet().forEach(member -> all.add(of(member, admission, now)));
        return all;
    }

    public Known of(Bytes32 member, Admission admission, long now) {
        List<Word> live = words.getOrDefault(member, List.of()).stream()
                .filter(word -> word.expires() > now)
                .sorted(BY_TIME)
                .toList();
        Word steward = null;
        Word left = null;
        Word claim = null;
        for (Word word : live) {
            if (word.said().invite() != null) {
                claim = isFirst(word) && (claim == null || left != null && claim.created() <= left.created())
                        ? word
                        : claim;
            } else if (word.said().standing() == MemberStanding.LEFT) {
                left = word;
            } else {
                steward = word;
            }
        }
        return of(member, new Latest(steward, left, claim), admission);
    }

    private record Latest(Word steward, Word left, Word claim) {
        boolean isAfterLeaving(Word word) {
            return word != null && (left == null || word.created() > left.created());
        }
    }

    private static Known of(Bytes32 member, Latest latest, Admission admission) {
        Word steward = latest.steward();
        MemberStanding word = steward == null
                ? MemberStanding.STANDING_UNSPECIFIED
                : steward.said().standing();
        if (word == MemberStanding.REMOVED || word == MemberStanding.PAUSED) {
            State state = word == MemberStanding.REMOVED ? State.REMOVED : State.PAUSED;
            return Known.by(steward, member, state, List.of());
        }
        if (latest.isAfterLeaving(steward)) {
            return Known.by(steward, member, State.MEMBER, steward.said().roles());
        }
        if (latest.isAfterLeaving(latest.claim())) {
            boolean invited = admission == Admission.BY_INVITE || admission == Admission.OPEN_ADMISSION;
            return Known.by(latest.claim(), member, invited ? State.MEMBER : State.ASKED, List.of());
        }
        return latest.left() == null
                ? new Known(member, State.NONE, List.of(), 0, 0)
                : Known.by(latest.left(), member, State.LEFT, List.of());
    }

    /** Of several who showed one invite, the one who did first. */
    private boolean isFirst(Word claim) {
        return byInvite.get(claim.said().invite().digest()).stream()
                .min(Comparator.comparing(Word::created).thenComparing(Word::record))
                .map(first -> first.said().member().equals(claim.said().member()))
                .orElse(false);
    }

    /** Why a Membership record cannot enter at a node of the community now; null if it can. */
    public Refusal fault(Envelope envelope, Membership said, Charter standing, long now) {
        if (said.invite() == null) {
            if (said.standing() == MemberStanding.LEFT) {
                return words.containsKey(said.member())
                        ? null
                        : new Refusal(Reason.NOT_A_MEMBER, "you are no member of this community");
            }
            return standing.hasSteward(envelope.author())
                    ? null
                    : new Refusal(Reason.NOT_YOURS, "only a steward says how somebody stands");
        }
        if (!standing.hasSteward(said.invite().steward())) {
            return new Refusal(
                    Reason.NOT_A_MEMBER, "whoever made the invite is no steward any more; ask for a new one");
        }
        if (now > said.invite().expires() + Limits.EARLY_MILLIS) {
            return new Refusal(Reason.EXPIRED, "the invite has expired; ask for a new one");
        }
        boolean used = byInvite.getOrDefault(said.invite().digest(), List.of()).stream()
                .anyMatch(word -> !word.said().member().equals(said.member()));
        if (used) {
            return new Refusal(Reason.NOT_A_MEMBER, "the invite was used already; ask for a new one");
        }
        State state = of(said.member(), standing.revision().admission(), now).state();
        return state == State.REMOVED || state == State.PAUSED
                ? new Refusal(Reason.NOT_A_MEMBER, "a steward has said otherwise: no invite changes that")
                : null;
    }

    /** Why whoever signs by that key cannot post; null if it can. The key is null where nobody is known to ask. */
    public Refusal refusal(Bytes32 key, Charter standing, long now) {
        if (standing.revision().admission() == Admission.OPEN_ADMISSION) {
            return null;
        }
        if (key == null) {
            return new Refusal(Reason.NOT_A_MEMBER, "only members post here: sign the request by your member's key");
        }
        State state = of(key, standing.revision().admission(), now).state();
        return switch (state) {
            case MEMBER -> null;
            case ASKED -> new Refusal(Reason.NOT_A_MEMBER, "a steward has not let you in yet");
            case PAUSED ->
                new Refusal(Reason.NOT_A_MEMBER, "your membership is paused; the house rules say to whom you appeal");
            case REMOVED ->
                new Refusal(Reason.NOT_A_MEMBER, "you were removed; the house rules say to whom you appeal");
            case LEFT, NONE ->
                new Refusal(Reason.NOT_A_MEMBER, "you are no member of this community; ask for an invite");
        };
    }
}
