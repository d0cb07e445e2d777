package org.byway.cli.top;

import java.util.Map;
import java.util.TreeMap;

/**
 * Figures by name, as Prometheus's text format 0.0.4 has them: {@code name} or {@code name{labels}}, a space, and the value.
 * What cannot be read is left out.
 */
public final class Figures {
    private final Map<String, Double> series = new TreeMap<>();

    private Figures() {}

    public static Figures parse(String text) {
        Figures figures = new Figures();
        text.lines().filter(line -> !line.startsWith("#")).forEach(figures::add);
        return figures;
    }

    private void add(String line) {
        int end = Math.max(line.lastIndexOf('}') + 1, line.indexOf(' '));
        String[] rest = end <= 0 ? new String[0] : line.substring(end).strip().split(" ");
        if (rest.length == 0 || rest[0].isEmpty()) {
            return;
        }
        try {
            series.put(line.substring(0, end), Double.valueOf(rest[0]));
        } catch (NumberFormatException e) {
            // Such as +Inf, which no figure here is.
        }
    }

    /** The sum over all labels of a name; 0 where there is none. */
    public double sum(String name) {
        double sum = 0;
        for (Map.Entry<String, Double> each : series.entrySet()) {
            String key = each.getKey();
            boolean same = key.equals(name) || (key.startsWith(name) && key.charAt(name.length()) == '{');
            if (same && !each.getValue().isNaN()) {
                sum += each.getValue();
            }
        }
        return sum;
    }

    /** The sum over the series of a name with that label. */
    public double sum(String name, String label) {
        double sum = 0;
        for (Map.Entry<String, Double> each : series.entrySet()) {
            if (each.getKey().startsWith(name + "{")
                    && each.getKey().contains(label)
                    && !each.getValue().isNaN()) {
                sum += each.getValue();
            }
        }
        return sum;
    }

    public Map<String, Double> all() {
        return new TreeMap<>(series);
    }
}
