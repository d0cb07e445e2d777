package org.byway.agent.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Messages in the JSON that protobuf has for them (its "ProtoJSON format"), as far as messages of a vault go: no maps, no
 * floating point, no well-known types. Fields that were never set are left out.
 */
final class ProtoJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ProtoJson() {}

    static ObjectNode write(Message message) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            FieldDescriptor of = field.getKey();
            if (of.isRepeated()) {
                ArrayNode all = object.putArray(of.getJsonName());
                ((List<?>) field.getValue()).forEach(each -> all.add(value(of, each)));
            } else {
                object.set(of.getJsonName(), value(of, field.getValue()));
            }
        }
        return object;
    }

    private static JsonNode value(FieldDescriptor of, Object value) {
        return switch (of.getJavaType()) {
            case LONG -> NODES.textNode(Long.toUnsignedString((Long) value));
            case INT -> NODES.numberNode(Integer.toUnsignedLong((Integer) value));
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case STRING -> NODES.textNode((String) value);
            case BYTE_STRING -> NODES.textNode(Base64.getEncoder().encodeToString(((ByteString) value).toByteArray()));
            case ENUM -> name((EnumValueDescriptor) value);
            case MESSAGE -> write((Message) value);
            case FLOAT, DOUBLE -> throw new IllegalArgumentException("a vault keeps no floating point");
        };
    }

    private static JsonNode name(EnumValueDescriptor value) {
        boolean known = value.getType().findValueByNumber(value.getNumber()) != null;
        return known ? NODES.textNode(value.getName()) : NODES.numberNode(value.getNumber());
    }

    /** Reads what {@link #write} wrote; IllegalArgumentException where it is something else. */
    static <B extends Message.Builder> B read(JsonNode object, B into) {
        if (!object.isObject()) {
            throw new IllegalArgumentException("an object was to be here");
        }
        object.properties().forEach(member -> {
            FieldDescriptor field = into.getDescriptorForType().getFields().stream()
                    .filter(each -> each.getJsonName().equals(member.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no field is called " + member.getKey()));
            if (field.isRepeated()) {
                member.getValue().forEach(each -> into.addRepeatedField(field, value(field, each, into)));
            } else {
                into.setField(field, value(field, member.getValue(), into));
            }
        });
        return into;
    }

    private static Object value(FieldDescriptor of, JsonNode node, Message.Builder in) {
        return switch (of.getJavaType()) {
            case LONG -> Long.parseUnsignedLong(node.textValue());
            case INT -> whole(node);
            case BOOLEAN -> node.booleanValue();
            case STRING -> text(node);
            case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(text(node)));
            case ENUM ->
                node.isTextual()
                        ? named(of, node.textValue())
                        : of.getEnumType().findValueByNumberCreatingIfUnknown(node.intValue());
            case MESSAGE -> read(node, in.newBuilderForField(of)).build();
            case FLOAT, DOUBLE -> throw new IllegalArgumentException("a vault keeps no floating point");
        };
    }

    private static int whole(JsonNode node) {
        if (!node.canConvertToLong()) {
            throw new IllegalArgumentException("a whole number was to be here");
        }
        return (int) node.longValue();
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("a text was to be here");
        }
        return node.textValue();
    }

    private static EnumValueDescriptor named(FieldDescriptor of, String name) {
        EnumValueDescriptor value = of.getEnumType().findValueByName(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing is called " + name);
        }
        return value;
    }
}
