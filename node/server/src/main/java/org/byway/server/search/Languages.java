package org.byway.server.search;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.search.Language;
import org.byway.protocol.wire.Charter;
import org.byway.protocol.wire.CharterStatement;

/** The languages that communities name in their charters: those of their records that name none. */
final class Languages {
    private final Map<Bytes32, Set<Language>> byCommunity = new ConcurrentHashMap<>();

    /** Those of the community; all where its charter names none that is known. */
    Set<Language> of(Bytes32 community) {
        return byCommunity.getOrDefault(community, Language.ALL);
    }

    /** Heeds a charter; its tags, where it names some, and none for any other record. */
    List<String> heed(Envelope envelope, byte[] content) {
        if (!envelope.is(Kind.CHARTER) || content == null) {
            return List.of();
        }
        try {
            CharterStatement statement =
                    CharterStatement.parseFrom(Charter.parseFrom(content).getStatement());
            List<String> tags = List.copyOf(statement.getLanguagesList());
            put(envelope.home(), tags);
            return tags;
        } catch (InvalidProtocolBufferException e) {
            return List.of();
        }
    }

    void put(Bytes32 community, List<String> tags) {
        byCommunity.put(community, Language.of(tags));
    }
}
