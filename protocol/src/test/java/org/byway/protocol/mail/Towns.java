package org.byway.protocol.mail;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.letter.BlockTag;
import org.byway.protocol.letter.OpenedLetter;
import org.byway.protocol.letter.SealedLetter;
import org.byway.protocol.letter.SealingKey;
import org.byway.protocol.mail.MailRequest.Asker;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Limits;
import org.byway.protocol.store.StoreFault;
import org.byway.protocol.wire.Frame;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;

/** Post offices of several communities, joined by sessions as a test likes, in one thread and under a clock of the test's. */
final class Towns {
    static final long NOON = 1_790_000_000_000L / Limits.HOUR_MILLIS * Limits.HOUR_MILLIS;
    static final Bytes16 PHONE = new Bytes16(1, 1);
    static final Bytes16 LAPTOP = new Bytes16(2, 2);

    final Random random = new Random(11);
    long now = NOON;
    private final List<Town> all = new ArrayList<>();
    private final ArrayDeque<Runnable> network = new ArrayDeque<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::sequence));
    /** What does not arrive. */
    Predicate<Frame> lost = frame -> false;

    private long sequence;
    private long sessions;

    private record Due(long at, long sequence, Town town, int life, MailTimer timer) {}

    SigningKey key() {
        return SigningKey.ofSeed(chance(32));
    }

    byte[] chance(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    Town town() {
        return town(MailLimits.NODE_BYTES);
    }

    Town town(long mostBytes) {
        Town town = new Town(mostBytes);
        all.add(town);
        town.start();
        return town;
    }

    /** Lets everything happen that happens at once. */
    void settle() {
        while (true) {
            if (!network.isEmpty()) {
                network.poll().run();
            } else if (!timers.isEmpty() && timers.peek().at() <= now) {
                Due due = timers.poll();
                if (due.town().life == due.life()) {
                    due.town().handle(new MailEvent.Fired(due.timer()));
                }
            } else {
                return;
            }
        }
    }

    /** Time passes, and what falls due in it happens. */
    void pass(long millis) {
        long until = now + millis;
        settle();
        while (!timers.isEmpty() && timers.peek().at() <= until) {
            now = Math.max(now, timers.peek().at());
            settle();
        }
        now = until;
        settle();
    }

    /** Both get a session with the other. */
    void link(Town one, Town other) {
        long session = ++sessions;
        one.peers.put(session, other);
        other.peers.put(session, one);
        one.handle(new MailEvent.Opened(session, other.node.publicKey(), true));
        other.handle(new MailEvent.Opened(session, one.node.publicKey(), true));
    }

    /** A letter to a mailbox under that tag; each is another one. */
    byte[] letter(Bytes16 tag) {
        return letter(tag, Bytes32.of(chance(32)), 10);
    }

    byte[] letter(Bytes16 tag, Bytes32 blockTag, int bodyBytes) {
        SealedLetter.Address to =
                new SealedLetter.Address(SealingKey.ofSeed(new byte[32]).publicKey(), tag.bytes(), blockTag);
        OpenedLetter.Text text = new OpenedLetter.Text(Bytes32.ZERO, 1, new byte[bodyBytes]);
        return SealedLetter.seal(to, SigningKey.ofSeed(new byte[32]), text, chance(32))
                .orThrow()
                .bytes();
    }

    /** One node of a community of its own, with its disk. */
    final class Town {
        final SigningKey node = Towns.this.key();
        final Bytes32 community = Bytes32.of(chance(32));
        final Bytes32 charter = Bytes32.of(chance(32));
        final byte[] secret = chance(32);
        final Map<Long, Town> peers = new TreeMap<>();
        final Map<Long, Checked<MailReply>> answers = new TreeMap<>();
        final List<MailEffect> told = new ArrayList<>();
        private final long mostBytes;
        MemoryMailStore store = new MemoryMailStore();
        PostOffice office;
        int life;
        long tickets;
        boolean clockOff;
        /** Nothing is committed: groups wait here. */
        boolean slowDisk;
        /** No room: commits fail. */
        boolean fullDisk;

        final List<MailStore.Group> uncommitted = new ArrayList<>();
        Predicate<Mark> listed = mark -> all.stream()
                .anyMatch(town -> town.node.publicKey().equals(mark.node())
                        && town.charter.equals(mark.charter())
                        && town.community.equals(mark.community()));

        private Town(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        Bytes32 key() {
            return node.publicKey();
        }

        Terms terms() {
            return new Terms(node, () -> new Mark.Origin(community, charter), secret, mostBytes);
        }

        private void start() {
            life++;
            PostOffice.Outside outside = new PostOffice.Outside(mark -> listed.test(mark), () -> clockOff, () -> now);
            office = new PostOffice(terms(), store, outside);
            handle(new MailEvent.Started());
        }

        /** kill -9, and it is started again: what was not committed is gone, and so are its sessions. */
        void crash() {
            store = store.crash();
            uncommitted.clear();
            for (long session : List.copyOf(peers.keySet())) {
                cut(session);
            }
            start();
        }

        void cut(long session) {
            Town other = peers.remove(session);
            other.peers.remove(session);
            other.handle(new MailEvent.Closed(session));
            handle(new MailEvent.Closed(session));
        }

        void cutAll() {
            List.copyOf(peers.keySet()).forEach(this::cut);
        }

        void handle(MailEvent event) {
            for (MailEffect effect : office.handle(now, event)) {
                carryOut(effect);
            }
        }

        private void carryOut(MailEffect effect) {
            switch (effect) {
                case MailEffect.Send(long session, Frame frame) -> {
                    if (!lost.test(frame)) {
                        network.add(() -> arrive(session, frame));
                    }
                }
                case MailEffect.Commit(MailStore.Group group) -> {
                    uncommitted.add(group);
                    if (!slowDisk) {
                        network.add(this::commit);
                    }
                }
                case MailEffect.Answer(long ticket, Checked<MailReply> said) -> answers.put(ticket, said);
                case MailEffect.SetTimer(long at, MailTimer timer) ->
                    timers.add(new Due(at, sequence++, this, life, timer));
                case MailEffect.Drop drop -> told.add(drop);
                case MailEffect.Arrived arrived -> told.add(arrived);
                case MailEffect.Settled settled -> told.add(settled);
                case MailEffect.Note note -> told.add(note);
            }
        }

        private void arrive(long session, Frame frame) {
            Town other = peers.get(session);
            if (other == null) {
                return;
            }
            if (frame.hasLetters()) {
                other.handle(new MailEvent.Carried(
                        session,
                        CarriedMail.read(frame.getLetters(), new StrictEd25519())
                                .orThrow()));
            } else {
                other.handle(new MailEvent.Taken(session, frame.getLettersTaken()));
            }
        }

        void commit() {
            for (MailStore.Group group : List.copyOf(uncommitted)) {
                uncommitted.remove(group);
                try {
                    if (fullDisk) {
                        handle(new MailEvent.CommitFailed(group, new StoreFault("no space left", true, null)));
                    } else {
                        group.commit();
                        handle(new MailEvent.Committed(group));
                    }
                } catch (StoreFault e) {
                    throw new AssertionError(e);
                }
            }
        }

        /** The ticket under which it is answered. */
        long ask(MailRequest request) {
            handle(new MailEvent.Asked(++tickets, request));
            return tickets;
        }

        Checked<MailReply> answer(MailRequest request) {
            long ticket = ask(request);
            settle();
            return answers.get(ticket);
        }

        String refusal(MailRequest request) {
            return answer(request) instanceof Checked.Refused<MailReply>(var refusal)
                    ? refusal.reason().code()
                    : "taken";
        }

        MailRequest.Post post(Bytes32 member, byte[] letter, Bytes32... nodes) {
            return tagged(member, letter, null, nodes);
        }

        MailRequest.Post tagged(Bytes32 member, byte[] letter, Bytes32 receiver, Bytes32... nodes) {
            LetterPost.Builder body = LetterPost.newBuilder().setLetter(ByteString.copyFrom(letter));
            for (Bytes32 each : nodes) {
                body.addNodes(ByteString.copyFrom(each.bytes()));
            }
            if (receiver != null) {
                body.setReceiver(ByteString.copyFrom(receiver.bytes()));
            }
            return MailRequest.Post.read(body.build().toByteArray(), new Asker(member, null))
                    .orThrow();
        }

        /** What became of it at each node, in order. */
        List<String> states(MailRequest.Post post) {
            return office.state(post.asker().member(), post.id()).orThrow().destinations().stream()
                    .map(each -> each.state().word() + (each.reason().isEmpty() ? "" : " " + each.reason()))
                    .toList();
        }

        Opener mailbox(Bytes16... devices) {
            return mailbox(now + 30 * Limits.DAY_MILLIS, devices);
        }

        Opener mailbox(long expires, Bytes16... devices) {
            Opener opener = new Opener(Bytes16.of(chance(16)), Bytes32.of(chance(32)));
            answer(new MailRequest.Keep(opener, null, expires, List.of(devices), List.of()))
                    .orThrow();
            return opener;
        }

        /** Asks for other devices. */
        Checked<MailReply> devices(Opener opener, List<Bytes16> more, List<Bytes16> gone) {
            return answer(new MailRequest.Keep(opener, null, now + 30 * Limits.DAY_MILLIS, more, gone));
        }

        LetterPage page(Opener opener, long after) {
            return office.page(opener, after, MailLimits.PAGE_LETTERS).orThrow();
        }

        /** How many letters wait for it behind that position. */
        int waiting(Opener opener) {
            return page(opener, 0).getLettersCount();
        }

        Bytes32 blockTag(Bytes32 member, Bytes32 receiver) {
            return BlockTag.of(secret, member, receiver);
        }
    }
}
