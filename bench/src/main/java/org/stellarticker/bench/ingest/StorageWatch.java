package org.stellarticker.bench.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.db.DatabaseAddress;

/** Watches what is stored, from a database session of its own. */
final class StorageWatch implements AutoCloseable {

    private final Connection connection;

    StorageWatch(DatabaseAddress address) throws SQLException {
        connection = DriverManager.getConnection(address.jdbcUrl(), address.credentials());
    }

    /** The progress of the backfill; {@code took} is the time until now while it goes on. */
    record StoredBackfill(long trades, boolean complete, Duration took) {}

    /** Returns the backfill; empty before its start. */
    Optional<StoredBackfill> backfill() throws SQLException {
        return row(
                "select trades_stored, completed_at is not null,"
                        + " extract(epoch from coalesce(completed_at, clock_timestamp()) - started_at) from backfill",
                row -> new StoredBackfill(
                        row.getLong(1), row.getBoolean(2), Duration.ofMillis(Math.round(1000 * row.getDouble(3)))));
    }

    /** Returns the newest stored trade. The position of the stream is behind it until a later record confirms it. */
    Optional<TradeId> newest() throws SQLException {
        return row("""
                select toid, trade_index
                from trade
                order by ledger_close_time desc, toid desc, trade_index desc
                limit 1
                """, row -> new TradeId(row.getLong(1), row.getInt(2)));
    }

    /** Returns the number of stored trades. */
    long count() throws SQLException {
        return row("select count(*) from trade", row -> row.getLong(1)).orElseThrow();
    }

    /** Returns the number of change marks that the aggregator has not taken yet. */
    long marks() throws SQLException {
        return row("select count(*) from change_mark", row -> row.getLong(1)).orElseThrow();
    }

    /** Returns the number of trades in the stored daily candles. */
    long inCandles() throws SQLException {
        return row("select coalesce(sum(trade_count), 0) from candle_1d", row -> row.getLong(1))
                .orElseThrow();
    }

    /** Returns the number of trades of each ledger after the given one. */
    Map<Long, Integer> sizes(long ledger) throws SQLException {
        String sql =
                "select toid >> 32, count(*)::int from trade where toid >= " + ((ledger + 1) << 32) + " group by 1";
        var sizes = new HashMap<Long, Integer>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                sizes.put(rows.getLong(1), rows.getInt(2));
            }
        }
        return sizes;
    }

    /** Makes {@link #awaitChange} wake at every commit of trades. */
    void listen() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen trades_stored");
        }
    }

    /** Waits until trades were stored, or until the time is over. */
    void awaitChange(Duration atMost) throws SQLException {
        connection.unwrap(PGConnection.class).getNotifications(Math.toIntExact(atMost.toMillis()));
    }

    /** Returns the time of the database's clock. */
    Instant now() throws SQLException {
        return row("select clock_timestamp()", row -> row.getTimestamp(1).toInstant())
                .orElseThrow();
    }

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Optional<T> row(String sql, Row<T> reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
