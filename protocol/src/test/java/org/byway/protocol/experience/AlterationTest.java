package org.byway.protocol.experience;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.seal.Verification;
import org.byway.protocol.wire.Experience;
import org.junit.jupiter.api.Test;

/** Somebody alters each field that an experience has, as the schema lists them. */
class AlterationTest {
    private final StrictEd25519 signatures = new StrictEd25519();
    private final SigningKey baker = Town.key("baker");
    private final SigningKey ana = Town.key("ana");
    private final SigningKey thief = Town.key("thief");
    private final Town town = new Town("north");
    private final Experience said =
            Town.experience(Town.token(Town.statement(baker), ana.publicKey(), 1), 4, "Bread").toBuilder()
                    .setManner(Experience.Manner.SALE)
                    .setMonth(202_607)
                    .setLanguage("en")
                    .build();

    /** All that differ from this one in one field, however deep. */
    private static List<Message> altered(Message message) {
        List<Message> all = new ArrayList<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                for (Message inner : altered((Message) message.getField(field))) {
                    all.add(message.toBuilder().setField(field, inner).build());
                }
            } else {
                all.add(message.toBuilder()
                        .setField(field, other(field, message.getField(field)))
                        .build());
            }
            if (message.hasField(field)) {
                all.add(message.toBuilder().clearField(field).build());
            }
        }
        return all;
    }

    private static Object other(FieldDescriptor field, Object value) {
        return switch (field.getJavaType()) {
            case INT -> (int) value + 1;
            case LONG -> (long) value + 1;
            case BOOLEAN -> !(boolean) value;
            case STRING -> value + "x";
            case BYTE_STRING -> flipped((ByteString) value);
            case ENUM -> field.getEnumType().getValues().get(2);
            default -> throw new AssertionError("no other value of " + field);
        };
    }

    private static ByteString flipped(ByteString value) {
        byte[] bytes = value.isEmpty() ? new byte[32] : value.toByteArray();
        bytes[bytes.length - 1] ^= 1;
        return ByteString.copyFrom(bytes);
    }

    private boolean holds(Message content, SigningKey author) {
        return ExperienceRule.experience(author.publicKey(), content.toByteArray(), signatures)
                instanceof Checked.Ok<Experience>;
    }

    @Test
    void noFieldOfATokenCanBeAlteredByAnybody() {
        assertTrue(holds(said, ana));
        List<Message> all = altered(said.getToken());
        assertTrue(all.size() >= 12, "each field, those of the key too: " + all.size());
        for (Message token : all) {
            Message whole = said.toBuilder()
                    .setField(Experience.getDescriptor().findFieldByName("token"), token)
                    .build();
            assertTrue(!holds(whole, ana) && !holds(whole, thief), token.toString());
        }
    }

    @Test
    void noFieldCanBeAlteredByAnotherThanItsAuthor() {
        SignedRecord record = town.says(ana, Kind.EXPERIENCE, said.toByteArray(), Town.NOON);
        for (Message content : altered(said)) {
            SignedRecord forged = record.withContent(content.toByteArray());
            byte[] bundle = Bundles.write(List.of(forged)).toByteArray();
            assertInstanceOf(Checked.Refused.class, new Verification(signatures).bundle(bundle), content.toString());
            assertTrue(!holds(content, thief), "sealed by another author it has no token");
        }
    }
}
