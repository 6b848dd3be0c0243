package org.stellarticker.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Statements that are too long to stand beside their method. */
public final class Sql {

    private Sql() {}

    /** The text of {@code name.sql}, which stands in the package of the store that uses it. */
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
     * The text with parts put in for {@code ${part}}, so that what several statements share stands once. Parts are texts
     * of ours, never values.
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
