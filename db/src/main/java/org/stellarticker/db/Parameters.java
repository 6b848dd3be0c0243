package org.stellarticker.db;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Binds Java's values as parameters: {@code null} and an empty {@code Optional} as SQL's null, an {@link Instant} as
 * {@code timestamptz}, arrays as arrays, text as {@link StorableText}, anything else as the driver does.
 */
final class Parameters {

    private Parameters() {}

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case Optional<?> optional -> bind(statement, at, optional.orElse(null));
            case OptionalInt optional -> bind(statement, at, optional.isPresent() ? optional.getAsInt() : null);
            case OptionalDouble optional -> bind(statement, at, optional.isPresent() ? optional.getAsDouble() : null);
            case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
            case long[] _, Long[] _ -> array(statement, at, "bigint", value);
            case int[] _, Integer[] _ -> array(statement, at, "integer", value);
            case BigDecimal[] _ -> array(statement, at, "numeric", value);
            case boolean[] _ -> array(statement, at, "boolean", value);
            case @Nullable String[] texts -> array(statement, at, "text", storable(texts));
            case String text -> statement.setString(at, StorableText.of(text));
            default -> statement.setObject(at, value);
        }
    }

    private static @Nullable String[] storable(@Nullable String[] texts) {
        var storable = new @Nullable String[texts.length];
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            storable[i] = text == null ? null : StorableText.of(text);
        }
        return storable;
    }

    private static void array(PreparedStatement statement, int at, String type, Object values) throws SQLException {
        var connection = statement.getConnection().unwrap(org.postgresql.PGConnection.class);
        statement.setArray(at, connection.createArrayOf(type, values));
    }
}
