package org.stellarticker.bench.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.stellarticker.db.DatabaseAddress;

/**
 * The legacy ticker's summaries: one query over the raw trades, each time. It is measured in several forms, with
 * everything that makes it fast: short rows, covering indexes, fresh statistics, memory, two parallel workers.
 */
final class LegacyTicker {

    /** The form of the query: with sorts, as its authors wrote it, and a form that they did not use. */
    enum Form {
        TWO_WINDOWS("legacy-two-windows"),
        ONE_SCAN("legacy-one-scan"),
        LOOK_UPS("legacy-look-ups");

        private final String file;

        Form(String file) {
            this.file = file;
        }

        /** Returns whether its authors wrote it so, or nearly. */
        boolean isAsWritten() {
            return this != LOOK_UPS;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int RUNS = 2;

    private static final List<String> HELP = List.of(
            "set work_mem = '512MB'", "set max_parallel_workers_per_gather = 2", "set effective_cache_size = '4GB'");

    private final DatabaseAddress address;

    LegacyTicker(DatabaseAddress address) {
        this.address = address;
    }

    static String tables() {
        return text("legacy-tables");
    }

    static String indexes() {
        return text("legacy-indexes");
    }

    /**
     * The best of several runs.
     *
     * @param summaries by name of the pair, the values by name
     */
    record Measured(Form form, double milliseconds, Map<String, Map<String, Object>> summaries) {}

    /** The best of several runs of a query, with its values by name. */
    record Best(double milliseconds, Map<String, Map<String, Object>> values) {}

    /** Measures a form of the query, as of an instant. */
    Measured measure(Form form, Instant at) throws SQLException {
        Best best = best(text(form.file).replace("${at}", at.toString()));
        return new Measured(form, best.milliseconds(), best.values());
    }

    /**
     * Measures the query of the legacy server's {@code markets}; its columns have the names of the fields.
     *
     * @param after the begin of the window
     * @param filter a condition on its assets {@code base} and {@code counter}
     */
    Best measureMarkets(Instant after, String filter) throws SQLException {
        return best(text("legacy-markets").replace("${after}", after.toString()).replace("${filter}", filter));
    }

    private Best best(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(address.jdbcUrl(), address.credentials())) {
            for (String help : HELP) {
                try (var statement = connection.createStatement()) {
                    statement.execute(help);
                }
            }
            double best = Double.MAX_VALUE;
            Map<String, Map<String, Object>> summaries = Map.of();
            for (String jit : List.of("off", "on")) {
                for (int run = 0; run < RUNS; run++) {
                    try (var statement = connection.createStatement()) {
                        statement.execute("set jit = " + jit);
                    }
                    long begin = System.nanoTime();
                    summaries = query(connection, sql);
                    best = Math.min(best, (System.nanoTime() - begin) / 1e6);
                }
            }
            return new Best(best, summaries);
        }
    }

    private static Map<String, Map<String, Object>> query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var summaries = new LinkedHashMap<String, Map<String, Object>>();
            while (rows.next()) {
                summaries.put(rows.getString(1), values(rows));
            }
            return summaries;
        }
    }

    private static Map<String, Object> values(ResultSet row) throws SQLException {
        var values = new LinkedHashMap<String, Object>();
        var columns = row.getMetaData();
        for (int i = 2; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i);
            boolean isTime = columns.getColumnTypeName(i).equals("timestamptz");
            values.put(name, isTime ? row.getTimestamp(i).toInstant() : (Object) row.getDouble(i));
        }
        return values;
    }

    private static String text(String name) {
        try (var file = Objects.requireNonNull(LegacyTicker.class.getResourceAsStream(name + ".sql"), name)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
