package org.stellarticker.ingester;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Holds records and files that broke a ticker, exactly as they were received. */
public final class Hostile {

    private Hostile() {}

    public static byte[] bytes(String file) {
        try (InputStream in = Objects.requireNonNull(Hostile.class.getResourceAsStream("hostile/" + file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the record of a case; each case has a line of its own. */
    public static String record(String file, String name) {
        String start = "{\"case\": \"" + name + "\", \"record\": ";
        return new String(bytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length(), line.length() - 1))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("expected a case \"" + name + "\" in " + file + ", found none"));
    }
}
