package org.stellarticker.bench.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills a table by COPY, which keeps its connection busy until the end. */
final class CopyTable {

    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder waiting = new StringBuilder(2 * BUFFER);

    /**
     * Starts a COPY.
     *
     * @param table with its columns, such as {@code ledger (sequence, closed_at)}
     */
    CopyTable(Connection connection, String table) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
    }

    /**
     * Adds a row.
     *
     * @param values without characters that need an escape
     */
    void row(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            waiting.append(i == 0 ? "" : "\t");
            if (values[i] == null) {
                waiting.append("\\N");
            } else {
                waiting.append(values[i]);
            }
        }
        waiting.append('\n');
        if (waiting.length() >= BUFFER) {
            send();
        }
    }

    private void send() throws SQLException {
        byte[] bytes = waiting.toString().getBytes(UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        waiting.setLength(0);
    }

    void end() throws SQLException {
        send();
        copy.endCopy();
    }
}
