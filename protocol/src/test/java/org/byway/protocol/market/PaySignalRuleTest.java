package org.byway.protocol.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Reason;
import org.byway.protocol.wire.Category;
import org.byway.protocol.wire.PaySignal;
import org.byway.protocol.wire.PublicPaySignal;
import org.byway.protocol.wire.ReplyAddress;
import org.byway.protocol.wire.TabUnit;
import org.byway.protocol.wire.TermsText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody may say to everybody of what they would pay. */
class PaySignalRuleTest {
    private static PublicPaySignal.Builder bench() {
        return PublicPaySignal.newBuilder()
                .setSignal(PaySignal.newBuilder()
                        .setUnit(TabUnit.newBuilder().setUnit("EUR").setDigits(2))
                        .setLeast(500)
                        .setMost(2_000)
                        .setTitle("A bench by the river")
                        .addRails("tab")
                        .addRails("cash")
                        .setUntil(1_795_000_000_000L))
                .setMostPayees(3)
                .addCategories(Category.newBuilder().setScheme("byway").setCode("carpentry"))
                .setCell("u281z")
                .setReply(ReplyAddress.newBuilder()
                        .setTag(bytes(16))
                        .setKey(bytes(32))
                        .addNodes(bytes(32)));
    }

    private static ByteString bytes(int length) {
        return ByteString.copyFrom(new byte[length]);
    }

    private static Checked<PublicPaySignal> read(PublicPaySignal.Builder said) {
        return PaySignalRule.read(said.build().toByteArray());
    }

    @Test
    void aPayeeOrAClassAnAmountOrNoneAndOnesOwnConditions() {
        assertInstanceOf(Checked.Ok.class, read(bench()));
        assertInstanceOf(Checked.Ok.class, read(bench().setMostPayees(0).setPayee(bytes(32))));
        PublicPaySignal.Builder afterwards = bench().setUri("https://song.example/1");
        afterwards.getSignalBuilder().clearLeast().clearMost();
        assertInstanceOf(Checked.Ok.class, read(afterwards));
    }

    @Test
    void eachFieldHasItsBound() {
        List<Consumer<PublicPaySignal.Builder>> wrong = List.of(
                PublicPaySignal.Builder::clearSignal,
                said -> said.getSignalBuilder().setTerms(bytes(32)),
                said -> said.getSignalBuilder().setMost(1),
                said -> said.getSignalBuilder().clearRails(),
                said -> said.getSignalBuilder().clearTitle(),
                said -> said.getSignalBuilder().setUntil(-1),
                said -> said.setPayee(bytes(31)),
                said -> said.setPayee(bytes(32)),
                said -> said.setMostPayees(PaySignalRule.MOST_PAYEES + 1),
                said -> said.setMostPayees(-1),
                said -> said.setUri("no uri"),
                said -> said.setUri("x:" + "y".repeat(600)),
                said -> said.setCell("not a cell"),
                said -> said.addCategories(
                        Category.newBuilder().setScheme("A B").setCode("x")),
                said -> said.setConditions(TermsText.newBuilder().setId("NO-TRACKING")),
                PublicPaySignal.Builder::clearReply,
                said -> said.getReplyBuilder().clearNodes(),
                said -> said.setMovedFrom(bytes(31)));
        for (int i = 0; i < wrong.size(); i++) {
            PublicPaySignal.Builder said = bench();
            wrong.get(i).accept(said);
            Checked.Refused<?> refused = assertInstanceOf(Checked.Refused.class, read(said), "case " + i);
            assertEquals(Reason.BAD_CONTENT, refused.refusal().reason(), "case " + i);
        }
        assertInstanceOf(Checked.Refused.class, PaySignalRule.read(new byte[] {1, 2, 3}));
    }

    static Stream<JsonNode> contents() {
        return Vectors.cases("pay-signals", "contents");
    }

    @ParameterizedTest
    @MethodSource("contents")
    void otherImplementationsTakeTheSame(JsonNode vector) {
        Checked<PublicPaySignal> read =
                PaySignalRule.read(HexFormat.of().parseHex(vector.get("content").asText()));
        assertEquals(vector.get("valid").asBoolean(), read instanceof Checked.Ok<PublicPaySignal>);
    }
}
