package org.byway.protocol.community;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.byway.protocol.fuzz.Good;
import org.byway.protocol.fuzz.Spoilt;
import org.byway.protocol.record.Checked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that people paste: invites of communities, invites of members and addresses are read, or it is said what is wrong. */
class InviteFuzzTest {
    private static final long DAY = Chartering.NOON + 86_400_000;

    static Stream<byte[]> good() {
        Address address = new Address(Chartering.NORTH.publicKey(), "node.lindenau.example", 7400);
        LinkHalf half = LinkHalf.sign(
                Chartering.ANA,
                new LinkHalf.Draft(Chartering.FIRST.id(), DAY, 3, List.of(address), new byte[16], null));
        MemberInvite invite = MemberInvite.sign(
                Chartering.ANA,
                Chartering.FIRST.id(),
                DAY,
                new MemberInvite.Host(Chartering.NORTH.publicKey(), "127.0.0.1:7480"),
                new byte[MemberInvite.NONCE_BYTES]);
        return Stream.of(Invite.write(half), invite.text(), "[::1]:7400", "127.0.0.1:7401", "lindenau.example:1")
                .map(Good::text);
    }

    @MethodSource("good")
    @FuzzTest
    void anyBytes(byte[] bytes) {
        read(bytes);
    }

    @Test
    void spoiltLines() {
        List<String> lines =
                good().map(line -> new String(line, StandardCharsets.UTF_8)).toList();
        assertInstanceOf(Checked.Ok.class, Invite.read(lines.get(0), Chartering.NOON, Good.BELIEVING));
        assertInstanceOf(Checked.Ok.class, MemberInvite.parse(lines.get(1), Chartering.NOON, Good.BELIEVING));
        assertInstanceOf(Checked.Ok.class, Address.parse(lines.get(2)));
        Spoilt.each(good(), InviteFuzzTest::read);
    }

    private static void read(byte[] bytes) {
        String line = new String(bytes, StandardCharsets.UTF_8);
        if (Invite.read(line, Chartering.NOON, Good.BELIEVING) instanceof Checked.Ok<LinkHalf>(LinkHalf half)) {
            assertInstanceOf(Checked.Ok.class, Invite.read(Invite.write(half), Chartering.NOON, Good.BELIEVING));
        }
        if (MemberInvite.parse(line, Chartering.NOON, Good.BELIEVING)
                instanceof Checked.Ok<MemberInvite>(MemberInvite invite)) {
            MemberInvite again = MemberInvite.parse(invite.text(), Chartering.NOON, Good.BELIEVING)
                    .orThrow();
            assertEquals(invite.digest(), again.digest());
        }
        if (Address.parse(line) instanceof Checked.Ok<Address>(Address address)) {
            assertEquals(address, Address.parse(address.text()).orThrow());
        }
    }
}
