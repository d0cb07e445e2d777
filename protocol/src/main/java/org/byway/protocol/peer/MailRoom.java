package org.byway.protocol.peer;

import org.byway.protocol.admission.Charters;
import org.byway.protocol.community.Charter;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.mail.MailEffect;
import org.byway.protocol.mail.MailEvent;
import org.byway.protocol.mail.Mark;
import org.byway.protocol.mail.PostOffice;
import org.byway.protocol.mail.Terms;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.wire.Frame;

/** Joins the node's post office to the peer's sessions, charters, clock and timers. */
final class MailRoom {
    private final Context context;
    private final PostOffice office;

    MailRoom(Context context, SigningKey node, MailGround ground) {
        this.context = context;
        Charters charters = context.charters();
        office = new PostOffice(
                new Terms(
                        node,
                        () -> new Mark.Origin(
                                context.community(), context.naming().id()),
                        ground.secret(),
                        ground.mostBytes()),
                ground.store(),
                new PostOffice.Outside(
                        mark -> isListed(charters, mark), context.clocks()::off, context.store()::expiredTo));
    }

    private static boolean isListed(Charters charters, Mark mark) {
        Charter charter = charters.get(mark.charter());
        boolean listed =
                charter != null && charter.community().equals(mark.community()) && charter.hasNode(mark.node());
        return listed && Boolean.TRUE.equals(charters.of(mark.community()).lets(mark.node(), mark.time()));
    }

    PostOffice office() {
        return office;
    }

    void handle(MailEvent event, long now) {
        for (MailEffect effect : office.handle(now, event)) {
            switch (effect) {
                case MailEffect.Send(long id, Frame frame) -> {
                    Session session = context.sessions().get(id);
                    if (session != null && session.greeted()) {
                        context.out().add(new Effect.Send(id, frame));
                    }
                }
                case MailEffect.Drop(long id, Refusal why) -> {
                    Session session = context.sessions().get(id);
                    if (session != null) {
                        context.drop(session, why);
                    }
                }
                case MailEffect.SetTimer(long at, var timer) -> context.timer(at, new Timer.Mail(timer));
                case MailEffect.Note(String text) -> context.note(Effect.Level.WARNING, text);
                case MailEffect.Commit commit -> context.out().add(new Effect.Mail(commit));
                case MailEffect.Answer answer -> context.out().add(new Effect.Mail(answer));
                case MailEffect.Arrived arrived -> context.out().add(new Effect.Mail(arrived));
                case MailEffect.Settled settled -> context.out().add(new Effect.Mail(settled));
            }
        }
    }
}
