package org.byway.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A catalogue and a list of wants made up of a few words: the same at every run, and nobody's data. */
final class SampleCatalogue {
    private static final String[] QUALITIES = {
        "Oak", "Painted", "Folding", "Repaired", "Large", "Small", "Almost new", "Old but good", "Hand-made", "Spare"
    };
    private static final String[] THINGS = {
        "garden table", "bicycle", "bookshelf", "sewing machine", "kettle", "tent", "ladder", "rain barrel",
        "wheelbarrow", "chess set", "cargo trailer", "pottery wheel", "music stand", "cot", "desk lamp", "tool box"
    };
    private static final String[] SELLERS = {
        "Ana", "Bartek", "Chipo", "Dunja", "Emre", "Farida", "Goran", "Hana", "Ines", "Jonas", "Kofi", "Lena"
    };

    private SampleCatalogue() {}

    /** Writes that many offers. */
    static Path offers(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("title,category,price,currency,text,lat,lon,stock,expires_days,seller\n");
            for (int i = 0; i < rows; i++) {
                String title = QUALITIES[i % QUALITIES.length] + " " + THINGS[i / 3 % THINGS.length];
                out.write(String.format(
                        Locale.ROOT,
                        "%s,sample:%d,%d.%02d,EUR,\"No. %d, to be fetched\",%.3f,%.3f,%d,30,%s%n",
                        title,
                        i / 3 % THINGS.length,
                        2 + i * 7 % 180,
                        i * 25 % 100,
                        i + 1,
                        47.3 + i % 40 * 0.01,
                        8.4 + i % 55 * 0.01,
                        1 + i % 4,
                        SELLERS[i * 5 % SELLERS.length]));
            }
        }
        return file;
    }

    /** Writes that many intents. */
    static Path intents(Path file, int rows) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("title,category,budget,currency,lat,lon,radius_km\n");
            for (int i = 0; i < rows; i++) {
                out.write(String.format(
                        Locale.ROOT,
                        "Wanted: %s,sample:%d,%d..%d,EUR,%.3f,%.3f,25%n",
                        THINGS[i % THINGS.length],
                        i % THINGS.length,
                        5 + i % 20,
                        30 + i * 3 % 100,
                        47.3 + i % 40 * 0.01,
                        8.4 + i % 55 * 0.01));
            }
        }
        return file;
    }
}
