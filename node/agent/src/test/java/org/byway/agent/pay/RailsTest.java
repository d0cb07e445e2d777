package org.byway.agent.pay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.byway.protocol.record.Checked;
import org.byway.protocol.wire.PayRail;
import org.byway.protocol.wire.TabUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person's own program scans to pay outside, and where nobody could be paid. */
class RailsTest {
    private static final TabUnit EURO =
            TabUnit.newBuilder().setUnit("EUR").setDigits(2).build();

    private static PayRail rail(String rail, String to, String name) {
        return PayRail.newBuilder().setRail(rail).setTo(to).setName(name).build();
    }

    @Test
    void aBankScansTheCodeOfEpc069() {
        PayRail sepa = rail("sepa", "DE89 3704 0044 0532 0130 00", "Ana Baker");
        assertInstanceOf(Checked.Ok.class, Rails.checked(sepa));
        assertEquals(
                "BCD\n002\n1\nSCT\n\nAna Baker\nDE89370400440532013000\nEUR3.50\n\n\nAn article",
                Rails.code(sepa, EURO, 350, "An article").orElseThrow());
        TabUnit franc = TabUnit.newBuilder().setUnit("CHF").setDigits(2).build();
        assertEquals(Optional.empty(), Rails.code(sepa, franc, 350, ""), "only euros go that way");
    }

    @Test
    void otherProgramsOpenUris() {
        TabUnit coin = TabUnit.newBuilder().setUnit("BTC").setDigits(8).build();
        String address = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
        assertEquals(
                "bitcoin:" + address + "?amount=0.00010000",
                Rails.code(rail("bitcoin", address, ""), coin, 10_000, "").orElseThrow());
        assertEquals(
                "bitcoin:" + address,
                Rails.code(rail("bitcoin", address, ""), EURO, 350, "").orElseThrow());
        assertEquals(
                "payto://iban/DE89370400440532013000?amount=EUR:3.50&message=Two%20loaves",
                Rails.code(rail("payto", "payto://iban/DE89370400440532013000", ""), EURO, 350, "Two loaves")
                        .orElseThrow());
        assertTrue(Rails.code(rail("cash", "", ""), EURO, 350, "").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "sepa, DE89370400440532013001, Ana",
        "sepa, DE89370400440532013000, ''",
        "bitcoin, bc1!, ''",
        "lightning, LNBC20M1, ''",
        "taler, https://example.org, ''",
        "payto, javascript:alert(1), ''",
        "cash, 10 High Street, ''"
    })
    void nobodyIsSentWhereNobodyCanBePaid(String rail, String to, String name) {
        assertInstanceOf(Checked.Refused.class, Rails.checked(rail(rail, to, name)));
    }
}
