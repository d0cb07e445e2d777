package org.byway.server.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.byway.protocol.mail.Bytes16;
import org.byway.protocol.mail.MailLimits;
import org.byway.protocol.mail.MailRequest;
import org.byway.protocol.mail.MailRequest.Asker;
import org.byway.protocol.mail.MailRequest.Opener;
import org.byway.protocol.mail.Mailbox;
import org.byway.protocol.mail.Spooled;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Refusal;

/** Letters: posting, and mailboxes. Whose a thing is, the signature of the request tells. */
final class MailOperations {
    private static final String TAG = "tag";

    private final NodeService node;

    MailOperations(NodeService node) {
        this.node = node;
    }

    /** Goes on with what was asked for, or answers why it is refused. */
    private static <T> void with(Call call, CompletionStage<Checked<T>> stage, Consumer<T> use) {
        call.with(stage, said -> {
            switch (said) {
                case Checked.Ok<T>(T value) -> use.accept(value);
                case Checked.Refused<T>(Refusal refusal) -> call.exchange().problem(Problem.of(refusal));
            }
        });
    }

    private static long waitMillis(Call call) {
        return TimeUnit.SECONDS.toMillis(call.query("wait", 0));
    }

    void postLetter(Call call) {
        with(
                call,
                node.mail()
                        .post(
                                new Asker(call.persona(), call.network()),
                                call.body().getBytes()),
                mark -> call.answer(mark.write().toByteArray()));
    }

    void getLetter(Call call) {
        Bytes32 letter = Bytes32.ofHex(call.path("id"));
        with(
                call,
                node.mail().letter(call.persona(), letter, waitMillis(call)),
                found -> call.answer(Caching.NEVER, view(letter, found)));
    }

    private static JsonObject view(Bytes32 letter, Spooled entry) {
        JsonArray destinations = new JsonArray();
        for (Spooled.Destination each : entry.destinations()) {
            JsonObject destination = new JsonObject()
                    .put("node", each.node().hex())
                    .put("state", each.state().word());
            destinations.add(each.reason().isEmpty() ? destination : destination.put("reason", each.reason()));
        }
        return new JsonObject()
                .put("id", letter.hex())
                .put("time", RecordView.time(entry.mark().time()))
                .put("destinations", destinations);
    }

    void getBlockTag(Call call) {
        Bytes32 receiver = Bytes32.ofHex(call.path("receiver"));
        Bytes32 tag = node.mail().blockTag(call.persona(), receiver);
        call.answer(
                Caching.NEVER, new JsonObject().put("receiver", receiver.hex()).put("blockTag", tag.hex()));
    }

    private static Bytes16 bytes16(String hex) {
        return Bytes16.parse(hex).orThrow();
    }

    private static Opener opener(Call call) {
        return new Opener(bytes16(call.path(TAG)), call.persona());
    }

    void keepMailbox(Call call) {
        long expires;
        try {
            expires = OffsetDateTime.parse(call.json().getString("expires"))
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            call.exchange().problem(Routes.bad("expires is a time of RFC 3339"));
            return;
        }
        Opener opener = opener(call);
        MailRequest.Keep asked = new MailRequest.Keep(
                opener,
                call.network(),
                expires,
                devices(call.json().getJsonArray("devices")),
                devices(call.json().getJsonArray("gone")));
        with(call, node.mail().keep(asked), mailbox -> call.answer(Caching.NEVER, view(opener, mailbox)));
    }

    private static List<Bytes16> devices(JsonArray named) {
        List<Bytes16> devices = new ArrayList<>();
        if (named != null) {
            named.forEach(each -> devices.add(bytes16((String) each)));
        }
        return devices;
    }

    private static JsonObject view(Opener opener, Mailbox mailbox) {
        JsonArray devices = new JsonArray();
        mailbox.devices()
                .forEach((device, acknowledged) ->
                        devices.add(new JsonObject().put("device", device.hex()).put("acknowledged", acknowledged)));
        return new JsonObject()
                .put(TAG, opener.tag().hex())
                .put("expires", RecordView.time(mailbox.expires()))
                .put("devices", devices)
                .put("letters", mailbox.letters())
                .put("bytes", mailbox.sizeBytes());
    }

    void removeMailbox(Call call) {
        with(call, node.mail().giveUp(opener(call)), gone -> done(call));
    }

    private static void done(Call call) {
        call.exchange().answer(204, null, Caching.NEVER, null);
    }

    void listLetters(Call call) {
        MailService.Wanted wanted = new MailService.Wanted(
                call.query("after", 0L), call.query("limit", MailLimits.PAGE_LETTERS_UNASKED), waitMillis(call));
        String device = call.query("device");
        CompletionStage<Checked<Void>> first = device == null
                ? CompletableFuture.completedFuture(new Checked.Ok<>(null))
                : node.mail().acknowledge(opener(call), bytes16(device), wanted.after());
        with(
                call,
                first,
                nothing -> with(call, node.mail().page(opener(call), wanted), page -> call.answer(page.toByteArray())));
    }

    void acknowledgeLetters(Call call) {
        Bytes16 device = bytes16(call.json().getString("device"));
        long position = call.json().getLong("position");
        with(call, node.mail().acknowledge(opener(call), device, position), nothing -> done(call));
    }
}
