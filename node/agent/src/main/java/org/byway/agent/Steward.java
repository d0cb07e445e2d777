package org.byway.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.byway.agent.ledger.Entry;
import org.byway.agent.ledger.Join;
import org.byway.agent.ledger.Ledger;
import org.byway.agent.ledger.Waiting;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.community.Invite;
import org.byway.protocol.community.Link;
import org.byway.protocol.community.LinkHalf;
import org.byway.protocol.community.LinkScope;
import org.byway.protocol.community.MemberInvite;
import org.byway.protocol.community.Membership;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.identity.StrictEd25519;
import org.byway.protocol.record.Bytes32;
import org.byway.protocol.record.Checked;
import org.byway.protocol.record.Envelope;
import org.byway.protocol.record.Kind;
import org.byway.protocol.record.Limits;
import org.byway.protocol.record.Lineage;
import org.byway.protocol.record.Reason;
import org.byway.protocol.record.Refusal;
import org.byway.protocol.record.Sha256;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.Notice;

/**
 * What a steward does for the community: founds it, invites others, answers invites and ends links. The key is a person's, so all
 * of it happens here; a node receives the bytes.
 */
public final class Steward {
    private static final int NONCE_BYTES = 16;
    private static final int LINK_DAYS = 365;

    private final SigningKey key;
    private final Ledger ledger;
    private final Bytes32 hosted;
    private final InstantSource clock;
    private final RandomGenerator random;

    Steward(SigningKey key, Books books, InstantSource clock, RandomGenerator random) {
        this.key = key;
        this.ledger = books.ledger();
        this.hosted = books.hosted();
        this.clock = clock;
        this.random = random;
    }

    /** The bundle of the community's first charter, if there is one. */
    public Optional<byte[]> charter() throws IOException {
        Optional<Entry> charter = ledger.charter();
        return charter.isEmpty()
                ? Optional.empty()
                : Optional.of(ledger.bundleOf(charter.get().id()));
    }

    /** Founds a community with open admission whose records enter at this node, unless there is one; gives the charter's bundle. */
    public byte[] found(String name, Bytes32 node) throws IOException {
        return found(name, List.of(), node);
    }

    /** Likewise, of people who speak these languages: tags of BCP 47, the usual one first. */
    public byte[] found(String name, List<String> languages, Bytes32 node) throws IOException {
        try (Ledger.Page page = ledger.write()) {
            if (ledger.charter().isEmpty()) {
                var statement = Charter.statement(name, key.publicKey(), List.of(node), bytes(NONCE_BYTES)).toBuilder()
                        .addAllLanguages(languages)
                        .build();
                byte[] content = Charter.write(statement, List.of(key));
                say(page, Kind.CHARTER, null, Limits.NEVER, content).orThrow();
            }
        }
        return charter().orElseThrow();
    }

    /**
     * An invite for another community.
     *
     * @param addresses where the node listens; at least one
     * @param transitHops how far records of third communities may have come to be carried over the link, if the other side wants
     *     them too
     */
    public String invite(List<Address> addresses, long expires, int transitHops) {
        return Invite.write(half(addresses, expires, transitHops, null));
    }

    /** Reads an invite that somebody gave us. */
    public Checked<LinkHalf> read(String link) {
        Checked<LinkHalf> read = Invite.read(link.strip(), clock.millis(), new StrictEd25519());
        if (read instanceof Checked.Ok<LinkHalf>(LinkHalf inviter)
                && inviter.community().equals(community().orElse(null))) {
            return Refusal.of(Reason.BAD_LINK, "this is an invite of this very community; it is for others");
        }
        return read;
    }

    /** Notes that an invite is to be answered when the node runs. */
    public void answerLater(Join join) throws IOException {
        try (Ledger.Page page = ledger.write()) {
            page.asked(join);
        }
    }

    /** Invites that are to be answered. */
    public List<Join> toAnswer() throws IOException {
        ledger.refresh();
        return ledger.joins();
    }

    /** Crosses an invite off the list of those to be answered. */
    public void answered(String link) throws IOException {
        try (Ledger.Page page = ledger.write()) {
            page.answered(link);
        }
    }

    /** Answers an invite with our half: seals the link of both. */
    public Waiting join(LinkHalf inviter, boolean transit, List<Address> addresses) throws IOException {
        int hops = transit ? LinkHalf.MOST_HOPS : 0;
        LinkHalf joiner = half(addresses, inviter.expires(), hops, inviter);
        return say(new Link(inviter, joiner, false)).orThrow();
    }

    /** Seals that a link has ended. Refused where this community has no part in it. */
    public Checked<Waiting> end(Link link) throws IOException {
        return later(link, new Link(link.inviter(), link.joiner(), true));
    }

    /** Seals what our side lets a link carry from now on; the other side's word stands beside it. */
    public Checked<Waiting> narrow(Link link, LinkScope scope) throws IOException {
        return later(link, link.narrowed(scope));
    }

    /** An invite for one person, to begin at that node. */
    public MemberInvite inviteMember(MemberInvite.Host at, long expires) {
        return MemberInvite.sign(key, community().orElseThrow(), expires, at, bytes(MemberInvite.NONCE_BYTES));
    }

    /** Seals how a member stands from now on. */
    public Checked<Waiting> say(Membership word) throws IOException {
        try (Ledger.Page page = ledger.write()) {
            long expires = clock.millis() + LINK_DAYS * Limits.DAY_MILLIS;
            return say(page, Kind.MEMBERSHIP, community().orElseThrow(), expires, word.write());
        }
    }

    /** Seals a notice, a decision on one, or where reports are taken; it stands for a year. */
    public Checked<Waiting> say(Notice said) throws IOException {
        try (Ledger.Page page = ledger.write()) {
            long expires = clock.millis() + LINK_DAYS * Limits.DAY_MILLIS;
            return say(page, Kind.NOTICE, community().orElseThrow(), expires, said.toByteArray());
        }
    }

    private Checked<Waiting> later(Link link, Link word) throws IOException {
        return link.other(community().orElseThrow()) == null
                ? Refusal.of(Reason.BAD_LINK, "this community has no part in that link")
                : say(word);
    }

    private Checked<Waiting> say(Link link) throws IOException {
        try (Ledger.Page page = ledger.write()) {
            long expires = clock.millis() + LINK_DAYS * Limits.DAY_MILLIS;
            return say(page, Kind.FEDERATION_LINK, community().orElseThrow(), expires, link.write());
        }
    }

    /** The community that was founded here, or else that in which the person speaks; empty before there is one. */
    public Optional<Bytes32> community() {
        return ledger.charter().map(Entry::id).or(() -> Optional.ofNullable(hosted));
    }

    /** The steward's public key, by which charters name the person. */
    public Bytes32 key() {
        return key.publicKey();
    }

    /** A statement with this steward's signature: what the others are asked to sign too. */
    public CharterDraft draft(CharterStatement statement) {
        return CharterDraft.of(statement).endorsed(key);
    }

    /** The same draft with this steward's signature. */
    public CharterDraft endorse(CharterDraft draft) {
        return draft.endorsed(key);
    }

    /** Seals a draft that enough have signed, behind the Charter that it names. */
    public Checked<Waiting> publish(CharterDraft draft, Envelope before) throws IOException {
        byte[] content = draft.content();
        Bytes32 lineage = Charter.lineage(Sha256.of(content));
        Bytes32 community = before.home();
        var place = new Envelope.Place(key.publicKey(), 0, community, lineage, before);
        try (Ledger.Page page = ledger.write()) {
            return say(page, place, Kind.CHARTER, Limits.NEVER, content);
        }
    }

    private Checked<Waiting> say(Ledger.Page page, Kind kind, Bytes32 community, long expires, byte[] content)
            throws IOException {
        Bytes32 lineage = Lineage.of(expires, bytes(Lineage.RANDOM_BYTES));
        return say(page, new Envelope.Place(key.publicKey(), 0, community, lineage, null), kind, expires, content);
    }

    private Checked<Waiting> say(Ledger.Page page, Envelope.Place place, Kind kind, long expires, byte[] content)
            throws IOException {
        return switch (Envelope.write(place, kind, clock.millis(), expires, content)) {
            case Checked.Refused<Envelope> refused -> refused.as();
            case Checked.Ok<Envelope>(Envelope envelope) -> {
                Sealing sealing = new Sealing();
                sealing.add(key, envelope, content);
                Sealing.Sealed sealed = sealing.seal();
                yield new Checked.Ok<>(page.sealed(List.of(), sealed.entries(), sealed.bundle()));
            }
        };
    }

    private LinkHalf half(List<Address> addresses, long expires, int transitHops, LinkHalf answers) {
        Bytes32 community = community().orElseThrow();
        return LinkHalf.sign(
                key, new LinkHalf.Draft(community, expires, transitHops, addresses, bytes(NONCE_BYTES), answers));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
