package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

/** Texts about a connection are for people, not a pool's counters. */
class DatabaseFaultTest {

    private static final String COUNTERS =
            "p - Connection is not available, request timed out after 2000ms (total=0, active=0, idle=0, waiting=0)";

    @Test
    void aPoolThatGetsNoConnectionSaysWhyNot() {
        assertThat(ofPool(new SQLException("An I/O error", "08006", new SocketTimeoutException("Read timed out"))))
                .isEqualTo("database x: the connection broke (Read timed out)");
        assertThat(ofPool(new SQLException("Refused. Advice.", "08001", new IOException("Connection refused"))))
                .isEqualTo("database x: nobody answers there (Connection refused)");
        assertThat(ofPool(new SQLException("This connection has been closed.", "08003")))
                .isEqualTo("database x: This connection has been closed.");
    }

    @Test
    void aPoolWhoseConnectionsAreAllAtWorkSaysSo() {
        var busy = new SQLTransientConnectionException(COUNTERS, (String) null);

        assertThat(DatabaseException.of("database x", busy))
                .hasMessage("database x: all of this program's connections are in use");
    }

    /** Returns an exception like the pool's, with the state of its last failed connection. */
    private static String ofPool(SQLException last) {
        return String.valueOf(DatabaseException.of(
                        "database x", new SQLTransientConnectionException(COUNTERS, last.getSQLState(), last))
                .getMessage());
    }
}
