package org.byway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.byway.agent.CommunityCharters;
import org.byway.protocol.community.Charter;
import org.byway.protocol.wire.CharterStatement;
import org.byway.protocol.wire.HouseRules;

/** A Charter in words and as JSON. */
final class CharterLines {
    private CharterLines() {}

    static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ObjectNode json(CommunityCharters charters) {
        Charter standing = charters.standing();
        CharterStatement said = charters.statement();
        ObjectNode line = Desk.object()
                .put("community", standing.community().hex())
                .put("charter", standing.id().hex())
                .put("sequence", standing.sequence())
                .put("name", standing.name())
                .put("threshold", standing.threshold());
        texts(
                line,
                "stewards",
                standing.stewards().stream().map(Object::toString).toList());
        texts(line, "nodes", standing.nodes().stream().map(Object::toString).toList());
        ArrayNode dropped = line.putArray("dropped");
        standing.revision()
                .dropped()
                .forEach((node, time) ->
                        dropped.add(Desk.object().put("node", node.hex()).put("lastPostmark", Desk.time(time))));
        line.put("admission", admission(said));
        line.put("place", said.getCell());
        texts(line, "languages", said.getLanguagesList());
        texts(line, "currencies", said.getCurrenciesList());
        line.put("dailyPosts", said.getDailyPosts());
        line.put("anonymousPosts", said.getAnonymousPosts());
        line.put("retentionDays", said.getRetentionDays());
        texts(
                line,
                "roster",
                said.getRosterList().stream().map(CharterLines::hex).toList());
        line.set("rules", rules(said.getRules()));
        line.put("disputed", charters.succession().isDisputed());
        texts(
                line,
                "rivals",
                charters.succession().rivals().stream()
                        .map(each -> each.id().hex())
                        .toList());
        return line;
    }

    private static ObjectNode rules(HouseRules rules) {
        ObjectNode line = Desk.object();
        texts(line, "forbidden", rules.getForbiddenList());
        texts(line, "ageLimited", rules.getAgeLimitedList());
        line.put("minimumAge", rules.getMinimumAge()).put("contact", rules.getContact());
        texts(
                line,
                "ladder",
                rules.getLadderList().stream().map(CharterLines::word).toList());
        return line.put("appeal", rules.getAppeal()).put("text", rules.getText());
    }

    private static void texts(ObjectNode line, String name, List<String> values) {
        ArrayNode list = line.putArray(name);
        values.forEach(list::add);
    }

    private static String admission(CharterStatement said) {
        return switch (said.getAdmission()) {
            case OPEN_ADMISSION -> "open";
            case BY_INVITE -> "invite";
            case BY_STEWARDS -> "stewards";
            case UNRECOGNIZED -> "unknown";
        };
    }

    /** What it says, by the words of a screen. */
    static Map<String, String> words(CharterStatement said) {
        HouseRules rules = said.getRules();
        Map<String, String> words = new TreeMap<>();
        words.put("Name", said.getName());
        words.put(
                "Stewards",
                join(said.getStewardsList().stream().map(CharterLines::hex).toList()));
        words.put("Threshold", Integer.toString(said.getThreshold()));
        words.put(
                "Nodes",
                join(said.getNodesList().stream().map(CharterLines::hex).toList()));
        words.put(
                "Dropped nodes",
                join(said.getDroppedList().stream()
                        .map(each -> hex(each.getNode()) + " at " + Desk.time(each.getLastPostmark()))
                        .toList()));
        words.put("Who may post", admission(said).equals("open") ? "anybody" : "members, let in by " + admission(said));
        words.put("Place", said.getCell());
        words.put("Languages", join(said.getLanguagesList()));
        words.put("Currencies", join(said.getCurrenciesList()));
        words.put("Posts a day", number(said.getDailyPosts()));
        words.put("Kept for days", number(said.getRetentionDays()));
        words.put(
                "Conditions",
                join(said.getRosterList().stream().map(CharterLines::hex).toList()));
        words.put("Forbidden", join(rules.getForbiddenList()));
        words.put("For adults", join(rules.getAgeLimitedList()));
        words.put("Minimum age", number(rules.getMinimumAge()));
        words.put("Contact", rules.getContact());
        words.put(
                "Sanctions",
                join(rules.getLadderList().stream().map(CharterLines::word).toList()));
        words.put("Appeal", rules.getAppeal());
        words.put("House rules", rules.getText());
        words.values().removeIf(String::isEmpty);
        return words;
    }

    /** What the one says otherwise than the other. */
    static List<String> changes(CharterStatement before, CharterStatement after) {
        Map<String, String> old = words(before);
        Map<String, String> now = words(after);
        List<String> lines = new ArrayList<>();
        now.forEach((what, text) -> {
            if (!text.equals(old.get(what))) {
                lines.add("%-13s %s".formatted(what, text));
            }
        });
        old.keySet().stream()
                .filter(what -> !now.containsKey(what))
                .forEach(what -> lines.add("%-13s (no more)".formatted(what)));
        return lines;
    }

    private static String number(int number) {
        return number == 0 ? "" : Integer.toString(number);
    }

    private static String join(List<String> values) {
        return String.join(", ", values);
    }
}
