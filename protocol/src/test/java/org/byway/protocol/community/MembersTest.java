package org.byway.protocol.community;

import static org.byway.protocol.community.Chartering.ANA;
import static org.byway.protocol.community.Chartering.BO;
import static org.byway.protocol.community.Chartering.CY;
import static org.byway.protocol.community.Chartering.FIRST;
import static org.byway.protocol.community.Chartering.NOON;
import static org.byway.protocol.community.Chartering.NORTH;
import static org.byway.protocol.community.Chartering.bytes;
import static org.byway.protocol.community.Chartering.charter;
import static org.byway.protocol.community.Chartering.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.byway.protocol.Vectors;
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
import org.byway.protocol.wire.Admission;
import org.byway.protocol.wire.MemberStanding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is a member, by records alone. */
class MembersTest {
    private static final SigningKey MIA = Chartering.key("mia");
    private static final SigningKey NED = Chartering.key("ned");
    private static final long UNTIL = NOON + Limits.DAY_MILLIS;
    private final StrictEd25519 signatures = new StrictEd25519();

    /** A record as it came. */
    private record Said(Envelope envelope, byte[] content) {}

    private static MemberInvite invite(SigningKey steward, int nonce) {
        byte[] bytes = new byte[MemberInvite.NONCE_BYTES];
        bytes[0] = (byte) nonce;
        return MemberInvite.sign(
                steward, FIRST.id(), UNTIL, new MemberInvite.Host(NORTH.publicKey(), "127.0.0.1:8080"), bytes);
    }

    private static Said said(SigningKey author, Membership word, long at) {
        byte[] content = word.write();
        long expires = at + 30 * Limits.DAY_MILLIS;
        Bytes32 lineage = Lineage.of(expires, new byte[Lineage.RANDOM_BYTES]);
        Envelope envelope = Envelope.write(
                        new Envelope.Place(author.publicKey(), 0, FIRST.id(), lineage, null),
                        Kind.MEMBERSHIP,
                        at,
                        expires,
                        content)
                .orThrow();
        return new Said(envelope, content);
    }

    private static Said joins(SigningKey member, MemberInvite invite, long at) {
        return said(member, Membership.joins(member.publicKey(), invite), at);
    }

    private static Said says(SigningKey author, SigningKey of, MemberStanding standing, long at) {
        return said(author, Membership.says(of.publicKey(), standing, List.of()), at);
    }

    /** The same in twenty orders. */
    private static Members.State state(SigningKey member, Admission admission, Said... records) {
        List<Said> all = new ArrayList<>(List.of(records));
        Members.State found =
                members(all).of(member.publicKey(), admission, NOON + 100).state();
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(all, random);
            assertEquals(
                    found,
                    members(all).of(member.publicKey(), admission, NOON + 100).state());
        }
        return found;
    }

    private static Members members(List<Said> records) {
        Members members = new Members();
        records.forEach(each -> members.note(
                each.envelope(),
                Membership.held(each.envelope(), each.content()).orThrow(),
                charter(FIRST)));
        return members;
    }

    private Reason reason(Said said) {
        Checked<Membership> read = Membership.read(said.envelope(), said.content(), signatures);
        return read instanceof Checked.Refused<Membership> refused
                ? refused.refusal().reason()
                : null;
    }

    @Test
    void whoShowsAnInviteIsAMemberOrAsksAsTheCharterSays() {
        Said join = joins(MIA, invite(ANA, 1), NOON);
        assertNull(reason(join));
        assertEquals(Members.State.MEMBER, state(MIA, Admission.BY_INVITE, join));
        assertEquals(Members.State.ASKED, state(MIA, Admission.BY_STEWARDS, join));
        assertEquals(
                Members.State.MEMBER,
                state(MIA, Admission.BY_STEWARDS, join, says(BO, MIA, MemberStanding.MEMBER, NOON + 1)));
        assertEquals(Members.State.NONE, state(NED, Admission.BY_INVITE, join));
    }

    @Test
    void anInviteLetsOnePersonIn() {
        Said first = joins(MIA, invite(ANA, 1), NOON);
        Said second = joins(NED, invite(ANA, 1), NOON + 1);
        assertEquals(Members.State.MEMBER, state(MIA, Admission.BY_INVITE, first, second));
        assertEquals(Members.State.NONE, state(NED, Admission.BY_INVITE, first, second));
        Refusal used = members(List.of(first))
                .fault(
                        second.envelope(),
                        Membership.held(second.envelope(), second.content()).orThrow(),
                        charter(FIRST),
                        NOON + 1);
        assertEquals(Reason.NOT_A_MEMBER, used.reason());
    }

    @Test
    void aStewardsLatestWordCountsAndNoInviteChangesIt() {
        Said join = joins(MIA, invite(ANA, 1), NOON);
        Said removed = says(ANA, MIA, MemberStanding.REMOVED, NOON + 2);
        assertEquals(Members.State.REMOVED, state(MIA, Admission.BY_INVITE, join, removed));
        assertEquals(
                Members.State.REMOVED,
                state(MIA, Admission.BY_INVITE, join, removed, joins(MIA, invite(BO, 2), NOON + 3)));
        assertEquals(
                Members.State.REMOVED,
                state(MIA, Admission.BY_INVITE, join, removed, says(MIA, MIA, MemberStanding.LEFT, NOON + 3)));
        assertEquals(
                Members.State.PAUSED,
                state(MIA, Admission.BY_INVITE, join, removed, says(CY, MIA, MemberStanding.PAUSED, NOON + 3)));
        assertEquals(
                Members.State.MEMBER,
                state(MIA, Admission.BY_INVITE, join, removed, says(CY, MIA, MemberStanding.MEMBER, NOON + 4)));
    }

    @Test
    void whoLeavesMayComeAgainByANewInvite() {
        Said join = joins(MIA, invite(ANA, 1), NOON);
        Said left = says(MIA, MIA, MemberStanding.LEFT, NOON + 2);
        assertEquals(Members.State.LEFT, state(MIA, Admission.BY_INVITE, join, left));
        assertEquals(
                Members.State.MEMBER,
                state(MIA, Admission.BY_INVITE, join, left, joins(MIA, invite(ANA, 2), NOON + 3)));
    }

    @Test
    void strangersSayNothing() {
        Said join = joins(MIA, invite(ANA, 1), NOON);
        assertEquals(
                Members.State.MEMBER,
                state(MIA, Admission.BY_INVITE, join, says(NED, MIA, MemberStanding.REMOVED, NOON + 2)));
        assertEquals(Members.State.NONE, state(NED, Admission.BY_INVITE, says(NED, NED, MemberStanding.MEMBER, NOON)));
        assertEquals(Members.State.NONE, state(NED, Admission.BY_INVITE, joins(NED, invite(MIA, 1), NOON)));
        Said word = says(NED, MIA, MemberStanding.REMOVED, NOON);
        assertEquals(
                Reason.NOT_YOURS,
                members(List.of())
                        .fault(
                                word.envelope(),
                                Membership.held(word.envelope(), word.content()).orThrow(),
                                charter(FIRST),
                                NOON)
                        .reason());
    }

    @Test
    void nobodyTalksAStewardsWordDown() {
        List<Said> all = new ArrayList<>(
                List.of(joins(MIA, invite(ANA, 1), NOON), says(ANA, MIA, MemberStanding.REMOVED, NOON + 1)));
        for (int i = 0; i < 100; i++) {
            all.add(says(MIA, MIA, MemberStanding.LEFT, NOON + 2 + i));
        }
        assertEquals(Members.State.REMOVED, state(MIA, Admission.BY_INVITE, all.toArray(Said[]::new)));
        Said stranger = says(NED, NED, MemberStanding.LEFT, NOON);
        Refusal none = members(all)
                .fault(
                        stranger.envelope(),
                        Membership.held(stranger.envelope(), stranger.content()).orThrow(),
                        charter(FIRST),
                        NOON);
        assertEquals(Reason.NOT_A_MEMBER, none.reason(), "strangers fill no memory");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertEquals(Reason.BAD_CONTENT, reason(joins(MIA, invite(ANA, 1), UNTIL + 1)), "too late");
        assertEquals(
                Reason.BAD_CONTENT,
                reason(said(NED, Membership.joins(MIA.publicKey(), invite(ANA, 1)), NOON)),
                "for somebody else");
        assertEquals(Reason.BAD_CONTENT, reason(says(ANA, MIA, MemberStanding.LEFT, NOON)), "nobody is made to leave");
        assertEquals(Reason.BAD_CONTENT, reason(says(ANA, MIA, MemberStanding.STANDING_UNSPECIFIED, NOON)));
        Membership role = Membership.says(MIA.publicKey(), MemberStanding.MEMBER, List.of("Not a word"));
        assertEquals(Reason.BAD_CONTENT, reason(said(ANA, role, NOON)));
        MemberInvite good = invite(ANA, 1);
        byte[] forged = good.signature().clone();
        forged[5] ^= 1;
        MemberInvite bad = new MemberInvite(
                good.terms(), good.steward(), forged, good.community(), good.expires(), good.node(), good.http());
        assertEquals(Reason.BAD_CONTENT, reason(joins(MIA, bad, NOON)));
        assertInstanceOf(Checked.Ok.class, MemberInvite.parse(good.text(), NOON, signatures));
        for (String line :
                List.of("", "byway:member/", "byway:member/%%", bad.text(), good.text() + "A".repeat(3_000))) {
            assertInstanceOf(Checked.Refused.class, MemberInvite.parse(line, NOON, signatures), line);
        }
        assertInstanceOf(Checked.Refused.class, MemberInvite.parse(good.text(), UNTIL + 1, signatures));
    }

    @Test
    void onlyMembersPostWhereTheCharterSaysSo() {
        Charter closed = charter(next(
                FIRST,
                ANA,
                statement -> statement.setAdmission(Admission.BY_INVITE).setName("Closed"),
                ANA,
                BO));
        Members members = members(List.of(joins(MIA, invite(ANA, 1), NOON)));
        assertNull(members.refusal(null, charter(FIRST), NOON), "an open community asks nobody");
        assertNull(members.refusal(MIA.publicKey(), closed, NOON));
        assertEquals(Reason.NOT_A_MEMBER, members.refusal(null, closed, NOON).reason());
        assertEquals(
                Reason.NOT_A_MEMBER,
                members.refusal(NED.publicKey(), closed, NOON).reason());
        assertEquals(
                Reason.NOT_A_MEMBER,
                members.refusal(MIA.publicKey(), closed, NOON + 31 * Limits.DAY_MILLIS)
                        .reason(),
                "a membership ends with its record");
        assertEquals(bytes(MIA).size(), Bytes32.SIZE);
    }

    static Stream<JsonNode> vectors() {
        return Vectors.cases("memberships", "memberships");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void recordsLeadToHowSomebodyStands(JsonNode vector) {
        Members members = new Members();
        for (JsonNode each : vector.path("records")) {
            Envelope envelope = Envelope.parse(
                            HexFormat.of().parseHex(each.path("envelope").asText()))
                    .orThrow();
            byte[] content = HexFormat.of().parseHex(each.path("content").asText());
            Checked<Membership> read = Membership.read(envelope, content, signatures);
            String reason = read instanceof Checked.Refused<Membership> refused
                    ? refused.refusal().reason().code()
                    : "";
            assertEquals(each.path("reason").asText(), reason, vector::toString);
            if (read instanceof Checked.Ok<Membership>(Membership said)) {
                members.note(envelope, said, charter(FIRST));
            }
        }
        Admission admission = Admission.valueOf(vector.path("admission").asText());
        Members.Known known = members.of(Bytes32.ofHex(vector.path("member").asText()), admission, NOON + 100);
        assertEquals(vector.path("state").asText(), known.state().name().toLowerCase(Locale.ROOT), vector::toString);
    }

    /** What the file of vectors is made of; the Charter is the first one of charters.json. */
    @Test
    void theVectorsAreTheseRecords() {
        Said join = joins(MIA, invite(ANA, 1), NOON);
        Said removed = says(ANA, MIA, MemberStanding.REMOVED, NOON + 2);
        List<String> made = List.of(
                vector("joined by an invite", Admission.BY_INVITE, join),
                vector("asked", Admission.BY_STEWARDS, join),
                vector("let in", Admission.BY_STEWARDS, join, says(BO, MIA, MemberStanding.MEMBER, NOON + 1)),
                vector("removed", Admission.BY_INVITE, join, removed),
                vector(
                        "removed, with another invite",
                        Admission.BY_INVITE,
                        removed,
                        joins(MIA, invite(BO, 2), NOON + 3)),
                vector("left", Admission.BY_INVITE, join, says(MIA, MIA, MemberStanding.LEFT, NOON + 2)),
                vector(
                        "second with an invite",
                        Admission.BY_INVITE,
                        joins(MIA, invite(ANA, 3), NOON + 1),
                        joins(NED, invite(ANA, 3), NOON)),
                vector("made to leave", Admission.BY_INVITE, join, says(ANA, MIA, MemberStanding.LEFT, NOON + 2)),
                vector(
                        "a stranger's word",
                        Admission.BY_INVITE,
                        join,
                        says(NED, MIA, MemberStanding.REMOVED, NOON + 2)));
        assertEquals(vectors().map(JsonNode::toString).toList(), made);
    }

    private String vector(String name, Admission admission, Said... records) {
        List<Said> good =
                Stream.of(records).filter(each -> reason(each) == null).toList();
        List<String> written = Stream.of(records)
                .map(each -> "{\"envelope\":\"%s\",\"content\":\"%s\",\"reason\":\"%s\"}"
                        .formatted(
                                HexFormat.of().formatHex(each.envelope().bytes()),
                                HexFormat.of().formatHex(each.content()),
                                reason(each) == null ? "" : reason(each).code()))
                .toList();
        return "{\"name\":\"%s\",\"admission\":\"%s\",\"records\":[%s],\"member\":\"%s\",\"state\":\"%s\"}"
                .formatted(
                        name,
                        admission.name(),
                        String.join(",", written),
                        MIA.publicKey().hex(),
                        members(good)
                                .of(MIA.publicKey(), admission, NOON + 100)
                                .state()
                                .name()
                                .toLowerCase(Locale.ROOT));
    }
}
