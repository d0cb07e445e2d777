package org.byway.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.byway.protocol.care.Target;
import org.byway.protocol.community.Membership;
import org.byway.protocol.identity.SigningKey;
import org.byway.protocol.record.Kind;
import org.byway.protocol.seal.Bundles;
import org.byway.protocol.seal.SignedRecord;
import org.byway.protocol.wire.Admission;
import org.byway.protocol.wire.MemberStanding;
import org.byway.protocol.wire.Notice;
import org.byway.protocol.wire.NoticeGiven;
import org.byway.server.http.Town.Ask;
import org.byway.server.http.Town.Asker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who brings what to a node, and by whose key it is signed: the steward's word counts whoever brings it, and nobody else's does. */
class RecordAccessTest {
    /** + is let in; n: no member brings it; y: only a steward says so; c: it is another community's. */
    private static final String WORDS = """
            record                  community  NOBODY STRANGER MEMBER REMOVED STEWARD HOST SOCKET
            offer                   open       +      +        +      +       +       +    +
            offer                   by-invite  n      n        +      n       n       +    +
            withdrawal              open       +      +        +      +       +       +    +
            withdrawal              by-invite  +      +        +      +       +       +    +
            membership-by-steward   open       +      +        +      +       +       +    +
            membership-by-steward   by-invite  +      +        +      +       +       +    +
            membership-by-another   open       y      y        y      y       y       y    y
            membership-by-another   by-invite  y      y        y      y       y       y    y
            notice-by-steward       open       +      +        +      +       +       +    +
            notice-by-steward       by-invite  +      +        +      +       +       +    +
            notice-by-another       open       y      y        y      y       y       y    y
            notice-by-another       by-invite  y      y        y      y       y       y    y
            offer-of-elsewhere      open       c      c        c      c       c       c    c
            offer-of-elsewhere      by-invite  n      n        c      n       n       c    c
            """;

    private static final Map<String, String> REASONS =
            Map.of("not-a-member", "n", "not-yours", "y", "bad-community", "c");

    @TempDir
    static Path folder;

    private static final Map<String, Town> TOWNS = new TreeMap<>();

    @BeforeAll
    static void found() throws Exception {
        TOWNS.put("open", new Town(folder.resolve("o"), rules -> {}).withMembers());
        TOWNS.put(
                "by-invite",
                new Town(folder.resolve("i"), rules -> rules.setAdmission(Admission.BY_INVITE)).withMembers());
    }

    @AfterAll
    static void close() throws IOException {
        for (Town town : TOWNS.values()) {
            town.close();
        }
    }

    private static SigningKey another(Town town) {
        return town.key(Asker.MEMBER);
    }

    private static SignedRecord membership(Town town, SigningKey by) {
        byte[] content = Membership.says(SampleOffers.key(30).publicKey(), MemberStanding.MEMBER, List.of())
                .write();
        return town.node.said(by, Kind.MEMBERSHIP, content);
    }

    private static SignedRecord notice(Town town, SigningKey by) {
        SignedRecord about = town.node.offer("A bicycle that is not there");
        Target target =
                new Target(about.envelope().author(), null, about.envelope().lineage(), List.of());
        NoticeGiven given = NoticeGiven.newBuilder()
                .setTarget(target.wire())
                .setReason(NoticeGiven.Reason.FRAUD)
                .setWords("It is not there.")
                .setRule("Say what is so.")
                .setAppeal("To the other caretakers.")
                .setAppealUntil(about.envelope().expires())
                .build();
        return town.node.said(
                by, Kind.NOTICE, Notice.newBuilder().setGiven(given).build().toByteArray());
    }

    /** Takes back what its author posted before. */
    private static SignedRecord withdrawal(Town town) {
        SigningKey author = SampleOffers.key(31);
        SignedRecord offer =
                town.node.said(author, Kind.OFFER, SampleOffers.offer("Bread").toByteArray());
        return town.node.withdrawn(author, offer);
    }

    private static SignedRecord elsewhere(Town town) {
        Town other = town == TOWNS.get("open") ? TOWNS.get("by-invite") : TOWNS.get("open");
        return other.node.offer("Bread");
    }

    private static final Map<String, Function<Town, SignedRecord>> RECORDS = Map.of(
            "offer", town -> town.node.offer("Bread"),
            "withdrawal", RecordAccessTest::withdrawal,
            "membership-by-steward", town -> membership(town, town.key(Asker.STEWARD)),
            "membership-by-another", town -> membership(town, another(town)),
            "notice-by-steward", town -> notice(town, town.key(Asker.STEWARD)),
            "notice-by-another", town -> notice(town, another(town)),
            "offer-of-elsewhere", RecordAccessTest::elsewhere);

    static Stream<Arguments> rows() {
        return WORDS.lines().skip(1).map(line -> line.split(" +")).map(row -> Arguments.of(row[0], row[1], row));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void whatIsLetInIsTheTablesWord(String record, String community, String[] row) throws IOException {
        String[] askers = WORDS.lines().findFirst().orElseThrow().split(" +");
        Town town = TOWNS.get(community);
        List<String> wanted = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (int i = 2; i < row.length; i++) {
            byte[] bundle =
                    Bundles.write(List.of(RECORDS.get(record).apply(town))).toByteArray();
            wanted.add(askers[i] + " " + row[i]);
            found.add(askers[i] + " "
                    + said(town.ask(Asker.valueOf(askers[i]), Ask.bytes("POST", "/v1/records", bundle))));
        }
        assertEquals(wanted, found);
    }

    /** A receipt names its reasons among its bytes. */
    private static String said(Wire.Answer answer) {
        if (answer.status() != 200) {
            return answer.status() + " " + answer.body();
        }
        return REASONS.entrySet().stream()
                .filter(reason -> answer.body().contains(reason.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("+");
    }
}
