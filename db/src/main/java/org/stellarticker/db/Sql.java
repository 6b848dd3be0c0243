package org.stellarticker.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Loads statements that are too long for a text block beside their method. */
public final class Sql {

    private Sql() {}

    /** Returns the text of {@code name.sql} from the package of its store. */
    public static String of(Class<?> store, String name) {
        try (var file = store.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalStateException(name + ".sql is not beside " + store);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the text with a part for each {@code ${part}}, so that what several statements share is written once. Parts are
     * constant texts, never values.
     */
    public static String of(Class<?> store, String name, Map<String, String> parts) {
        String sql = of(store, name);
        for (var part : parts.entrySet()) {
            sql = sql.replace("${" + part.getKey() + "}", part.getValue());
        }
        if (sql.contains("${")) {
            throw new IllegalStateException(name + ".sql has a part that was not given");
        }
        return sql;
    }
}
