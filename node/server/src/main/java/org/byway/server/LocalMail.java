package org.byway.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.byway.protocol.letter.BlockTag;
import org.byway.protocol.mail.Bytes16;
import org.byway.protocol.mail.MailReply;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.MailRequest.Asker;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.Mailbox;
import org.byway.protocol.mail.Mark;
import org.byway.protocol.mail.PostOffice;
import org.byway.protocol.mail.Spooled;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.LetterPage;
import org.byway.server.http.MailService;

/** What the HTTP interface asks of a node about letters, answered by its loop. */
final class LocalMail implements MailService {
    private final NodeLoop loop;
    private final Verifiers verifiers;
    private final byte[] blockSecret;

    LocalMail(NodeLoop loop, Verifiers verifiers, byte[] blockSecret) {
        this.loop = loop;
        this.verifiers = verifiers;
        this.blockSecret = blockSecret;
    }

    @Override
    public CompletionStage<Checked<Mark>> post(Asker asker, byte[] body) {
        return CompletableFuture.supplyAsync(() -> MailRequest.Post.read(body, asker), verifiers.any())
                .thenCompose(read -> switch (read) {
                    case Checked.Refused<MailRequest.Post> refused -> CompletableFuture.completedFuture(refused.as());
                    case Checked.Ok<MailRequest.Post>(MailRequest.Post post) ->
                        ask(post, reply -> ((MailReply.Marked) reply).mark());
                });
    }

    private <T> CompletableFuture<Checked<T>> ask(MailRequest request, Function<MailReply, T> what) {
        return loop.mail(request).thenApply(said -> switch (said) {
            case Checked.Refused<MailReply> refused -> refused.as();
            case Checked.Ok<MailReply>(MailReply reply) -> new Checked.Ok<>(what.apply(reply));
        });
    }

    @Override
    public Bytes32 blockTag(Bytes32 member, Bytes32 receiver) {
        return BlockTag.of(blockSecret, member, receiver);
    }

    @Override
    public CompletionStage<Checked<Spooled>> letter(Bytes32 member, Bytes32 letter, long waitMillis) {
        return once(
                office -> office.state(member, letter),
                Spooled::isQueued,
                wait -> loop.awaitSettled(letter, wait),
                waitMillis);
    }

    @Override
    public CompletionStage<Checked<LetterPage>> page(Opener opener, Wanted wanted) {
        return once(
                office -> office.page(opener, wanted.after(), wanted.most()),
                page -> page.getLettersCount() == 0,
                wait -> loop.awaitLetter(opener.tag(), wait),
                wanted.waitMillis());
    }

    /** What the office says, asked once more when it is time or something came about, if there was nothing to be said yet. */
    private <T> CompletionStage<Checked<T>> once(
            Function<PostOffice, Checked<T>> question,
            Predicate<T> early,
            Predicate<CompletableFuture<Void>> keep,
            long waitMillis) {
        CompletableFuture<Void> wait = new CompletableFuture<>();
        return loop.ask((peer, store) -> {
                    Checked<T> found = question.apply(peer.mail());
                    boolean waits = waitMillis > 0
                            && found instanceof Checked.Ok<T>(T value)
                            && early.test(value)
                            && keep.test(wait);
                    return waits ? null : found;
                })
                .thenCompose(found -> found != null
                        ? CompletableFuture.completedFuture(found)
                        : wait.completeOnTimeout(null, waitMillis, TimeUnit.MILLISECONDS)
                                .thenCompose(come -> loop.ask((peer, store) -> question.apply(peer.mail()))));
    }

    @Override
    public CompletionStage<Checked<Mailbox>> keep(MailRequest.Keep asked) {
        return ask(asked, reply -> ((MailReply.Kept) reply).mailbox());
    }

    @Override
    public CompletionStage<Checked<Void>> acknowledge(Opener opener, Bytes16 device, long position) {
        return ask(new MailRequest.Acknowledge(opener, device, position), reply -> null);
    }

    @Override
    public CompletionStage<Checked<Void>> giveUp(Opener opener) {
        return ask(new MailRequest.GiveUp(opener), reply -> null);
    }
}
