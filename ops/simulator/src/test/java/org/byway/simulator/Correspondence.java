package org.byway.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.mail.Bytes16;
import org.byway.protocol.mail.LetterState;
import org.byway.protocol.mail.MailLimits;
import org.byway.protocol.mail.MailReply;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.Spooled;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.WaitingLetter;

/** People who write to each other: a mailbox at each host, letters from any to any that records reach, asked again until marked. */
final class Correspondence {
    private static final long PAUSE_MILLIS = 2_000;
    private static final long PATIENCE_MILLIS = 3_000;
    private static final Bytes16 DEVICE = new Bytes16(1, 1);

    private final Cluster cluster;
    private final Dice dice;
    private final List<Opener> boxes = new ArrayList<>();
    private final SortedMap<Bytes32, Written> written = new TreeMap<>();
    private final SortedSet<Integer> open = new TreeSet<>();

    /** A letter from somebody at one host to the mailbox at another. */
    private record Written(Host from, Host to, MailRequest.Post post, boolean marked) {}

    Correspondence(Cluster cluster) {
        this.cluster = cluster;
        this.dice = new Dice(cluster.seed(), "letters");
        for (int i = 0; i < cluster.hosts().size(); i++) {
            boxes.add(new Opener(Bytes16.of(dice.bytes(Bytes16.SIZE)), Bytes32.of(dice.bytes(Bytes32.SIZE))));
        }
    }

    /** They write until that time. */
    void begin(long end) {
        cluster.hosts().forEach(this::openBox);
        next(end);
    }

    private void openBox(Host host) {
        if (open.contains(host.number())) {
            return;
        }
        long expires = cluster.schedule().now() + 30 * Limits.DAY_MILLIS;
        host.ask(
                new MailRequest.Keep(boxes.get(host.number()), null, expires, List.of(DEVICE), List.of()),
                said -> open.add(host.number()));
        cluster.schedule().after(PATIENCE_MILLIS, () -> openBox(host));
    }

    private void next(long end) {
        cluster.schedule().after(dice.pause(PAUSE_MILLIS), () -> {
            if (cluster.schedule().now() < end) {
                write();
                next(end);
            }
        });
    }

    private void write() {
        Host from = dice.among(cluster.hosts());
        Host to = dice.among(cluster.hosts());
        if (!open.contains(to.number()) || !cluster.reaches(from.community().id(), to)) {
            return;
        }
        Bytes16 tag = boxes.get(to.number()).tag();
        SigningKey author = SigningKey.ofSeed(dice.bytes(32));
        SealedLetter.Address address = new SealedLetter.Address(
                SealingKey.ofSeed(dice.bytes(32)).publicKey(), tag.bytes(), Bytes32.of(dice.bytes(32)));
        OpenedLetter.Text text = new OpenedLetter.Text(Bytes32.ZERO, 1, dice.bytes(8));
        SealedLetter sealed =
                SealedLetter.seal(address, author, text, dice.bytes(32)).orThrow();
        byte[] letter = sealed.bytes();
        MailRequest.Post post = new MailRequest.Post(
                new MailRequest.Asker(author.publicKey(), null),
                Sha256.of(letter),
                letter,
                new MailRequest.Tags(tag, sealed.blockTag()),
                List.of(to.key().publicKey()),
                null);
        written.put(post.id(), new Written(from, to, post, false));
        post(post.id());
    }

    private void post(Bytes32 id) {
        Written letter = written.get(id);
        if (letter.marked()) {
            return;
        }
        letter.from().ask(letter.post(), said -> {
            if (said instanceof Checked.Ok<MailReply>) {
                written.put(id, new Written(letter.from(), letter.to(), letter.post(), true));
            }
        });
        cluster.schedule().after(PATIENCE_MILLIS, () -> post(id));
    }

    int count() {
        return written.size();
    }

    /** What is missing, doubled or still on its way; null where nothing is. Whoever was refused for lack of a charter writes again. */
    String amiss() {
        SortedMap<Bytes32, Integer> there = new TreeMap<>();
        for (Host host : cluster.hosts()) {
            found(host).forEach(id -> there.merge(id, 1, Integer::sum));
        }
        for (Written letter : written.values()) {
            String what = letter.from().name() + " to " + letter.to().name() + " "
                    + letter.post().id().hex().substring(0, 8);
            int count = there.getOrDefault(letter.post().id(), 0);
            if (!letter.marked() || count > 1) {
                return what + (count > 1 ? " is there " + count + " times" : " is not marked");
            }
            Spooled.Destination state = state(letter);
            boolean arrived = state.state() == LetterState.AT_MAILBOX;
            if (arrived != (count == 1)) {
                return what + " is there " + count + " times and said to be " + state;
            }
            if (!arrived) {
                letter.from().ask(letter.post(), said -> {});
                return what + " is " + state;
            }
        }
        return null;
    }

    private static Spooled.Destination state(Written letter) {
        return letter.from()
                .letters()
                .state(letter.post().asker().member(), letter.post().id())
                .orThrow()
                .destinations()
                .get(0);
    }

    private List<Bytes32> found(Host host) {
        List<Bytes32> ids = new ArrayList<>();
        Opener box = boxes.get(host.number());
        long after = 0;
        while (true) {
            if (!(host.letters().page(box, after, MailLimits.PAGE_LETTERS)
                            instanceof Checked.Ok<LetterPage>(LetterPage page))
                    || page.getLettersCount() == 0) {
                return ids;
            }
            for (WaitingLetter each : page.getLettersList()) {
                ids.add(Sha256.of(each.getLetter().getLetter().toByteArray()));
            }
            after = page.getNext();
        }
    }
}
