package org.byway.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.byway.agent.Agent;
import org.byway.agent.node.Reply;
import org.byway.protocol.blob.Named;
import org.byway.protocol.care.NoticeRule;
import org.byway.protocol.care.Target;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.NoticeGiven;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byway purge}: for illegal pictures. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        header = "Let an illegal picture go for good, as a caretaker.",
        description = {
            "ID is a record's, which goes with all pictures that it names, or a picture's own (its SHA-256). The community's nodes, and those of",
            "communities that follow it, delete it and answer 451 to whoever asks for it, leaves it or carries it. A copy of a node's folder that",
            "is put back lets it go again when the node starts, if the notice is in it, else as soon as the notice comes.",
            "People's vaults and letters are encrypted: nobody but their owners can look into them, and nothing is deleted there."
        },
        footer = {"", "Example: byway purge 3f0c…e1 --words \"Reported to the police on 3 May.\""})
final class PurgeCommand implements Callable<Integer> {
    private static final int APPEAL_DAYS = 30;

    private final Desk desk;

    @Parameters(paramLabel = "ID", description = "A record's or a picture's: 64 hexadecimal digits.")
    private String id;

    @Option(names = "--words", paramLabel = "TEXT", required = true, description = "Why, for everybody to read.")
    private String words;

    PurgeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() throws IOException {
        Bytes32 named = Desk.id(id);
        String said = NoticeOptions.words("--words", words, NoticeRule.WORDS_CHARACTERS);
        try (Agent agent = desk.agent()) {
            CareDesk at = CareDesk.of(desk, agent);
            at.requireSteward();
            Target target = target(at, named);
            Bytes32 notice = at.give(NoticeGiven.newBuilder()
                    .setTarget(target.wire())
                    .setReason(NoticeGiven.Reason.ILLEGAL_PICTURE)
                    .setWords(said)
                    .setAppeal(at.appeal())
                    .setAppealUntil(at.appealUntil(APPEAL_DAYS))
                    .setPurge(true)
                    .build());
            desk.line(Desk.object()
                    .put("notice", notice.hex())
                    .put("state", "purged")
                    .put("pictures", target.blobs().size()));
            desk.say("Gone at the community's nodes as soon as they hear of it: "
                    + (target.record() == null ? "" : "the record, and ")
                    + target.blobs().size() + " picture(s). Notice " + notice + ".");
            desk.say(
                    "Copies of a node's folder that you made by hand have it still: delete them, or put back none without starting the"
                            + " node. Vaults and letters are encrypted; nobody can look into them.");
        }
        return Exit.OK;
    }

    /** A record that the node gives, or may have hidden, with what it names; else a picture. */
    private static Target target(CareDesk at, Bytes32 named) {
        if (at.node().record(named) instanceof Reply.Got<byte[]>(byte[] bundle)) {
            SignedRecord record = new Verification(new StrictEd25519())
                    .one(bundle, named)
                    .orElseThrow(() -> Failure.failed("unknown_record", "The node gave another record.", ""));
            if (!Target.canHide(record.envelope().kind())) {
                throw Failure.failed("bad_kind", "Records of this kind are never purged.", "");
            }
            List<Bytes32> blobs = new ArrayList<>();
            Named.by(record).forEach(each -> blobs.add(each.digest()));
            return new Target(record.envelope().author(), named, null, blobs);
        }
        if (at.node().hidden(named) instanceof Reply.Got<Bytes32>) {
            throw Failure.failed(
                    "hidden",
                    "This record is hidden, so it is not known what it names.",
                    "Purge its pictures by their own ids, or restore it first: byway restore " + named);
        }
        return new Target(null, null, null, List.of(named));
    }
}
