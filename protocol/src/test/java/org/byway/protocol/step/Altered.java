package org.byway.protocol.step;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a hostile side makes of a message, as its schema lists the fields: a new field is altered by itself. */
public final class Altered {
    private Altered() {}

    /** Every message that comes of a message by altering one field, in it or within. */
    public static List<Message> of(Message message, TreeSet<String> fields) {
        List<Message> all = new ArrayList<>();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            boolean sibling = field.getContainingOneof() != null && !message.hasField(field);
            if (!sibling) {
                fields.add(field.getFullName());
            }
            if (field.isRepeated()) {
                repeated(message, field, all, fields);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                Message within = (Message) message.getField(field);
                all.add(message.toBuilder().clearField(field).build());
                all.add(message.toBuilder()
                        .setField(field, within.getDefaultInstanceForType())
                        .build());
                if (message.hasField(field)) {
                    of(within, fields)
                            .forEach(each -> all.add(
                                    message.toBuilder().setField(field, each).build()));
                }
            } else {
                values(field, message.getField(field))
                        .forEach(value -> all.add(
                                message.toBuilder().setField(field, value).build()));
            }
        }
        all.add(message.toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                1_000,
                                UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())
                .build());
        all.removeIf(each -> each.equals(message));
        return all;
    }

    private static void repeated(Message message, FieldDescriptor field, List<Message> all, TreeSet<String> fields) {
        List<?> before = (List<?>) message.getField(field);
        all.add(message.toBuilder().clearField(field).build());
        for (int i = 0; i < before.size(); i++) {
            int place = i;
            List<?> other = before.get(i) instanceof Message one ? of(one, fields) : values(field, before.get(i));
            other.forEach(each -> all.add(
                    message.toBuilder().setRepeatedField(field, place, each).build()));
            all.add(message.toBuilder().addRepeatedField(field, before.get(i)).build());
        }
    }

    private static List<Object> values(FieldDescriptor field, Object before) {
        return switch (field.getJavaType()) {
            case INT -> List.of(0, (int) before + 1, -1, Integer.MAX_VALUE);
            case LONG -> List.of(0L, (long) before + 1, -1L, Long.MAX_VALUE);
            case STRING -> List.of("", before + "x", "\u0000", "x".repeat(70_000));
            case BYTE_STRING -> bytes((ByteString) before);
            case ENUM ->
                field.getEnumType().getValues().stream()
                        .filter(value -> !value.equals(before))
                        .map(value -> (Object) value)
                        .toList();
            case BOOLEAN -> List.of(!(boolean) before);
            case FLOAT, DOUBLE, MESSAGE -> throw new IllegalStateException("no such field is signed");
        };
    }

    private static List<Object> bytes(ByteString before) {
        byte[] flipped = before.isEmpty() ? new byte[1] : before.toByteArray();
        flipped[flipped.length / 2] ^= 1;
        return List.of(ByteString.EMPTY, ByteString.copyFrom(flipped), before.concat(ByteString.copyFrom(new byte[1])));
    }
}
