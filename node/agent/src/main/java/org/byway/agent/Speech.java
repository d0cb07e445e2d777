package org.byway.agent;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Profile;
import org.byway.protocol.wire.ReplyAddress;

/** The kinds of record by which a person speaks to everybody, and what their contents have in common. */
enum Speech {
    OFFER(90) {
        @Override
        ReplyAddress reply(byte[] content) throws InvalidProtocolBufferException {
            return Offer.parseFrom(content).getReply();
        }

        @Override
        byte[] with(byte[] content, ReplyAddress reply) throws InvalidProtocolBufferException {
            return Offer.parseFrom(content).toBuilder().setReply(reply).build().toByteArray();
        }

        @Override
        byte[] movedFrom(byte[] content, ByteString id) throws InvalidProtocolBufferException {
            return Offer.parseFrom(content).toBuilder().setMovedFrom(id).build().toByteArray();
        }
    },
    INTENT(30) {
        @Override
        ReplyAddress reply(byte[] content) throws InvalidProtocolBufferException {
            return Intent.parseFrom(content).getReply();
        }

        @Override
        byte[] with(byte[] content, ReplyAddress reply) throws InvalidProtocolBufferException {
            return Intent.parseFrom(content).toBuilder().setReply(reply).build().toByteArray();
        }

        @Override
        byte[] movedFrom(byte[] content, ByteString id) throws InvalidProtocolBufferException {
            return Intent.parseFrom(content).toBuilder()
                    .setMovedFrom(id)
                    .build()
                    .toByteArray();
        }
    },
    PROFILE(90) {
        @Override
        ReplyAddress reply(byte[] content) throws InvalidProtocolBufferException {
            return Profile.parseFrom(content).getReply();
        }

        @Override
        byte[] with(byte[] content, ReplyAddress reply) throws InvalidProtocolBufferException {
            return Profile.parseFrom(content).toBuilder()
                    .setReply(reply)
                    .build()
                    .toByteArray();
        }

        @Override
        byte[] movedFrom(byte[] content, ByteString id) throws InvalidProtocolBufferException {
            return Profile.parseFrom(content).toBuilder()
                    .setMovedFrom(id)
                    .build()
                    .toByteArray();
        }
    };

    private final int maxDays;

    Speech(int maxDays) {
        this.maxDays = maxDays;
    }

    /** The longest that one may stay live: its horizon (SPEC.md). */
    int maxDays() {
        return maxDays;
    }

    Kind kind() {
        return Kind.valueOf(name());
    }

    /** Empty where the kind is none by which a person speaks. */
    static Optional<Speech> of(Kind kind) {
        return switch (kind) {
            case OFFER -> Optional.of(OFFER);
            case INTENT -> Optional.of(INTENT);
            case PROFILE -> Optional.of(PROFILE);
            case CHARTER, NODE_ANNOUNCEMENT, FEDERATION_LINK, KEY_EVENT, WITHDRAWAL -> Optional.empty();
        };
    }

    /** Where answers go; the empty one where nobody can answer. */
    abstract ReplyAddress reply(byte[] content) throws InvalidProtocolBufferException;

    /** The content with where answers go. */
    abstract byte[] with(byte[] content, ReplyAddress reply) throws InvalidProtocolBufferException;

    /** The content with what it was in another community. */
    abstract byte[] movedFrom(byte[] content, ByteString id) throws InvalidProtocolBufferException;

    byte[] movedFrom(byte[] content, Bytes32 id) throws InvalidProtocolBufferException {
        return movedFrom(content, ByteString.copyFrom(id.bytes()));
    }

    boolean isAnswerable(byte[] content) throws InvalidProtocolBufferException {
        return !reply(content).equals(ReplyAddress.getDefaultInstance());
    }
}
