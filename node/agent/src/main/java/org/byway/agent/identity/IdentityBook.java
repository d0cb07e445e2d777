package org.byway.agent.identity;

import com.google.protobuf.ByteString;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.byway.protocol.identity.KeyState;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.wire.IdentityEvent;
import org.byway.protocol.wire.IdentityName;
import org.byway.protocol.wire.VaultEntry;

/** The identities that the vault tells of, oldest first. Follows the vault; used by the thread that does. */
public final class IdentityBook {
    private final Map<Bytes32, Identity> byIndex = new LinkedHashMap<>();
    private final Set<Bytes32> restored = new HashSet<>();

    /** Takes in an entry of the vault; throws IllegalStateException where it does not follow from those before it. */
    public void take(VaultEntry entry) {
        switch (entry.getEntryCase()) {
            case IDENTITY_EVENT -> event(entry.getIdentityEvent());
            case IDENTITY_NAME -> name(entry.getIdentityName());
            case HOME_RESTORED -> restored.addAll(byIndex.keySet());
            case HOME_RECALLED -> restored.clear();
            default -> {
                // Of another feature.
            }
        }
    }

    private void event(IdentityEvent event) {
        Bytes32 index = Bytes32.of(event.getIndex().toByteArray());
        byte[] content = event.getContent().toByteArray();
        Identity known = byIndex.get(index);
        if (known == null) {
            KeyState incepted = KeyState.incept(content).orThrow();
            byIndex.put(index, new Identity(index, "", incepted, List.of(content)));
        } else {
            byIndex.put(index, known.after(known.state().next(content).orThrow(), content));
        }
    }

    private void name(IdentityName name) {
        byIndex.computeIfPresent(
                Bytes32.of(name.getIndex().toByteArray()), (index, known) -> known.named(name.getName()));
    }

    /** The identity that goes by this name and has not ended. */
    public Optional<Identity> named(String name) {
        return byIndex.values().stream()
                .filter(identity -> identity.name().equals(name) && !identity.hasEnded())
                .findFirst();
    }

    /** The identity that is this author. */
    public Optional<Identity> of(Bytes32 author) {
        return byIndex.values().stream()
                .filter(identity -> identity.id().equals(author))
                .findFirst();
    }

    public Optional<Identity> at(Bytes32 index) {
        return Optional.ofNullable(byIndex.get(index));
    }

    /** Whether it comes from a snapshot: later key events of it may be elsewhere, so none is signed here before they are recalled. */
    public boolean isRestored(Identity identity) {
        return restored.contains(identity.index());
    }

    /** All of them, those that have ended among them. */
    public List<Identity> all() {
        return List.copyOf(byIndex.values());
    }

    /** The vault's entry for a key event. */
    public static VaultEntry event(Bytes32 index, Bytes32 identity, int keySequence, byte[] content, long now) {
        return VaultEntry.newBuilder()
                .setNoted(now)
                .setIdentityEvent(IdentityEvent.newBuilder()
                        .setIndex(bytes(index))
                        .setIdentity(bytes(identity))
                        .setKeySequence(keySequence)
                        .setContent(ByteString.copyFrom(content)))
                .build();
    }

    /** The vault's entry for a name. */
    public static VaultEntry name(Bytes32 index, String name, long now) {
        return VaultEntry.newBuilder()
                .setNoted(now)
                .setIdentityName(
                        IdentityName.newBuilder().setIndex(bytes(index)).setName(name))
                .build();
    }

    private static ByteString bytes(Bytes32 value) {
        return ByteString.copyFrom(value.bytes());
    }
}
