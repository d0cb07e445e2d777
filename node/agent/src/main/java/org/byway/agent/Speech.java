package org.byway.agent;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Optional;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Kind;
import org.byway.protocol.wire.AcceptedTerms;
import org.byway.protocol.wire.Intent;
import org.byway.protocol.wire.Offer;
import org.byway.protocol.wire.Profile;
import org.byway.protocol.wire.PublicPaySignal;
import org.byway.protocol.wire.ReplyAddress;

/** The kinds of record by which a person speaks to everybody: their contents name where answers go, and what they were elsewhere. */
enum Speech {
    OFFER(Kind.OFFER, Offer.getDefaultInstance()),
    INTENT(Kind.INTENT, Intent.getDefaultInstance()),
    PAY_SIGNAL(Kind.PAY_SIGNAL, PublicPaySignal.getDefaultInstance()),
    PROFILE(Kind.PROFILE, Profile.getDefaultInstance()),
    ACCEPTED_TERMS(Kind.ACCEPTED_TERMS, AcceptedTerms.getDefaultInstance());

    private final Kind kind;
    private final Message empty;
    private final FieldDescriptor reply;
    private final FieldDescriptor movedFrom;

    Speech(Kind kind, Message empty) {
        this.kind = kind;
        this.empty = empty;
        this.reply = empty.getDescriptorForType().findFieldByName("reply");
        this.movedFrom = empty.getDescriptorForType().findFieldByName("moved_from");
    }

    /** Empty where the kind is none by which a person speaks. */
    static Optional<Speech> of(Kind kind) {
        return Arrays.stream(values()).filter(each -> each.kind == kind).findFirst();
    }

    Kind kind() {
        return kind;
    }

    /** Where answers go; the empty one where nobody can answer. */
    ReplyAddress reply(byte[] content) throws InvalidProtocolBufferException {
        return (ReplyAddress) read(content).getField(reply);
    }

    boolean isAnswerable(byte[] content) throws InvalidProtocolBufferException {
        return read(content).hasField(reply);
    }

    /** The content with where answers go. */
    byte[] with(byte[] content, ReplyAddress address) throws InvalidProtocolBufferException {
        return read(content).setField(reply, address).build().toByteArray();
    }

    /** The content with what it was in another community. */
    byte[] movedFrom(byte[] content, Bytes32 id) throws InvalidProtocolBufferException {
        return read(content)
                .setField(movedFrom, ByteString.copyFrom(id.bytes()))
                .build()
                .toByteArray();
    }

    /** What it was in another community; empty where it has not moved. */
    Optional<Bytes32> movedFrom(byte[] content) throws InvalidProtocolBufferException {
        ByteString id = (ByteString) read(content).getField(movedFrom);
        return id.size() == Bytes32.SIZE ? Optional.of(Bytes32.of(id.toByteArray())) : Optional.empty();
    }

    private Message.Builder read(byte[] content) throws InvalidProtocolBufferException {
        return empty.newBuilderForType().mergeFrom(content);
    }
}
