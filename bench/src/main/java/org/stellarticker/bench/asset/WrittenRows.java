package org.stellarticker.bench.asset;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.stellarticker.db.DatabaseAddress;

/** Measures what a scan writes, from a database session of its own. */
final class WrittenRows implements AutoCloseable {

    private final Connection connection;
    private long transaction;
    private long wal;

    WrittenRows(DatabaseAddress address) throws SQLException {
        connection = DriverManager.getConnection(address.jdbcUrl(), address.credentials());
    }

    /** Starts a measurement. */
    void mark() throws SQLException {
        transaction = number("select txid_current()");
        wal = wal();
    }

    /** Returns the number of assets that are new or changed since the mark. */
    long assets() throws SQLException {
        return number("select count(*) from asset where xmin::text::bigint >= " + transaction);
    }

    /** Returns how much PostgreSQL wrote to its log since then, by all programs, in MiB. */
    double walMib() throws SQLException {
        return (wal() - wal) / (double) (1 << 20);
    }

    /** Returns the length of the longest event since the start. */
    long longestEvent() throws SQLException {
        return number("select coalesce(max(length(event_log::text)), 0) from event_log");
    }

    long listed() throws SQLException {
        return number("select count(*) from asset where listed_at is not null");
    }

    Connection connection() {
        return connection;
    }

    private long wal() throws SQLException {
        return number("select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
