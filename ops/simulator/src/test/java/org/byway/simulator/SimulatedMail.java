package org.byway.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.byway.agent.keys.PersonaSigner;
import org.byway.agent.node.MailPort;
import org.byway.agent.node.Reply;
import org.byway.protocol.letter.BlockTag;
import org.byway.protocol.mail.Bytes16;
import org.byway.protocol.mail.LetterState;
import org.byway.protocol.mail.MailLimits;
import org.byway.protocol.mail.MailReply;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.Spooled;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.LetterMark;
import org.byway.protocol.wire.LetterPage;
import org.byway.protocol.wire.LetterPost;

/** The letters of a simulated host, as the HTTP interface gives them: who signs a request is believed, nothing else is. */
final class SimulatedMail implements MailPort {
    private static final long SECOND = 1_000;

    private final Cluster cluster;
    private final Wire wire;

    SimulatedMail(Cluster cluster, Wire wire) {
        this.cluster = cluster;
        this.wire = wire;
    }

    @Override
    public Bytes32 node() {
        return wire.host().key().publicKey();
    }

    @Override
    public Bytes32 community() {
        return wire.host().community().id();
    }

    private <T> Reply<T> ask(MailRequest request, Function<MailReply, T> what) {
        return wire.<MailReply>ask((host, answer) -> host.ask(request, said -> answer.accept(Wire.reply(said))))
                .map(what);
    }

    @Override
    public Reply<LetterMark> post(PersonaSigner member, LetterPost post) {
        var asker = new MailRequest.Asker(member.persona(), null);
        return switch (MailRequest.Post.read(post.toByteArray(), asker)) {
            case Checked.Refused<MailRequest.Post> refused -> Wire.reply(refused.as());
            case Checked.Ok<MailRequest.Post>(MailRequest.Post read) ->
                ask(read, reply -> ((MailReply.Marked) reply).mark().write());
        };
    }

    @Override
    public Reply<SortedMap<Bytes32, String>> fate(PersonaSigner member, Bytes32 letter, int waitSeconds) {
        return wire.<Spooled>ask((host, answer) -> {
                    int life = host.life();
                    cluster.schedule().after(SECOND * waitSeconds, () -> {
                        if (host.lives(life)) {
                            answer.accept(Wire.reply(host.letters().state(member.persona(), letter)));
                        }
                    });
                })
                .map(SimulatedMail::fates);
    }

    private static SortedMap<Bytes32, String> fates(Spooled entry) {
        SortedMap<Bytes32, String> fates = new TreeMap<>();
        for (Spooled.Destination each : entry.destinations()) {
            if (each.state() != LetterState.QUEUED) {
                boolean there = each.state() == LetterState.AT_MAILBOX;
                String reason = each.reason().isEmpty() ? each.state().word() : each.reason();
                fates.put(each.node(), there ? "" : reason);
            }
        }
        return fates;
    }

    @Override
    public Reply<Bytes32> blockTag(PersonaSigner member, Bytes32 receiver) {
        return wire.ask((host, answer) ->
                answer.accept(new Reply.Got<>(BlockTag.of(host.blockSecret(), member.persona(), receiver))));
    }

    @Override
    public Reply<List<String>> open(PersonaSigner owner, String tag, Bounds bounds) {
        var keep = new MailRequest.Keep(
                opener(owner, tag), null, bounds.expires(), named(bounds.devices()), named(bounds.gone()));
        return ask(
                keep,
                kept -> ((MailReply.Kept) kept)
                        .mailbox().devices().keySet().stream().map(Bytes16::hex).toList());
    }

    private static List<Bytes16> named(List<String> devices) {
        return devices.stream().map(device -> Bytes16.parse(device).orThrow()).toList();
    }

    private static MailRequest.Opener opener(PersonaSigner owner, String tag) {
        return new MailRequest.Opener(Bytes16.parse(tag).orThrow(), owner.persona());
    }

    @Override
    public Reply<LetterPage> fetch(PersonaSigner owner, String tag, From from, int waitSeconds) {
        if (!from.device().isEmpty()) {
            Bytes16 device = Bytes16.parse(from.device()).orThrow();
            Reply<Boolean> told =
                    ask(new MailRequest.Acknowledge(opener(owner, tag), device, from.after()), done -> true);
            switch (told) {
                case Reply.Got<Boolean> got -> {}
                case Reply.Refused<Boolean>(String code, String message) -> {
                    return new Reply.Refused<>(code, message);
                }
                case Reply.Unreachable<Boolean>(String why) -> {
                    return new Reply.Unreachable<>(why);
                }
            }
        }
        return wire.ask((host, answer) -> answer.accept(
                Wire.reply(host.letters().page(opener(owner, tag), from.after(), MailLimits.PAGE_LETTERS_UNASKED))));
    }
}
