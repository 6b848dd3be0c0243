package org.stellarticker.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads columns that JDBC has no method for. */
public final class Columns {

    private Columns() {}

    /** Reads a {@code timestamptz not null}. */
    public static Instant instant(ResultSet columns, String name) throws SQLException {
        return findInstant(columns, name).orElseThrow(() -> new IllegalStateException(name + " is null"));
    }

    /** Reads a {@code timestamptz}. */
    public static Optional<Instant> findInstant(ResultSet columns, String name) throws SQLException {
        @Nullable OffsetDateTime time = columns.getObject(name, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    /** Reads a {@code text[] not null}. */
    public static List<String> texts(ResultSet columns, String name) throws SQLException {
        return List.of((String[]) columns.getArray(name).getArray());
    }

    /** Reads a {@code text not null}. */
    public static String text(ResultSet columns, String name) throws SQLException {
        return findText(columns, name).orElseThrow(() -> new IllegalStateException(name + " is null"));
    }

    /** Reads a {@code text}. */
    public static Optional<String> findText(ResultSet columns, String name) throws SQLException {
        return Optional.ofNullable(columns.getString(name));
    }
}
