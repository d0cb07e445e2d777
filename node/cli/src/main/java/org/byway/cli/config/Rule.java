package org.byway.cli.config;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.byway.protocol.community.Address;
import org.byway.protocol.community.Charter;
import org.byway.protocol.record.Checked;

/**
 * What a text must be.
 *
 * @param wanted goes on after "must be"
 */
record Rule(String wanted, Predicate<String> holds) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9.])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern ORIGIN =
            Pattern.compile("https?://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?");

    static Rule listen() {
        return new Rule(
                "HOST:PORT, such as \"127.0.0.1:7400\" (port 0 takes a free one)",
                text -> HostPort.parse(text) != null);
    }

    static Rule address() {
        return new Rule(
                "HOST:PORT as others dial it, such as \"market.example:7400\"",
                text -> Address.parse(text) instanceof Checked.Ok<Address>);
    }

    static Rule seed() {
        return new Rule(
                "KEY@HOST:PORT, the key being the node's in 64 hexadecimal digits",
                text -> Address.parseNamed(text) instanceof Checked.Ok<Address>);
    }

    static Rule host() {
        return new Rule("a name or an address without a port, such as \"market.example\"", Rule::isHost);
    }

    static Rule origin() {
        return new Rule(
                "an origin as browsers send it, in lower case and without a path, such as \"https://market.example\"",
                text -> ORIGIN.matcher(text).matches());
    }

    static Rule name() {
        return new Rule("1 to " + Charter.NAME_CHARACTERS + " characters on one line", Rule::isName);
    }

    static Rule follow() {
        return new Rule(
                "\"own\", \"linked\", \"none\" or the id of a community, 64 hex digits",
                text -> List.of("own", "linked", "none").contains(text) || text.matches("[0-9a-f]{64}"));
    }

    static Rule oneOf(List<String> words) {
        return new Rule("one of \"" + String.join("\", \"", words) + "\"", words::contains);
    }

    private static boolean isHost(String text) {
        return text.indexOf(':') < 0
                ? NAME.matcher(text).matches()
                : IPV6.matcher(text).matches() && HostPort.parse("[" + text + "]:0") != null;
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.strip().length() <= Charter.NAME_CHARACTERS
                && text.chars().noneMatch(Character::isISOControl);
    }
}
