package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TransactionTest {

    @Test
    void aStatementIsShownWithoutItsComments() {
        assertThat(Transaction.shown("""
                -- Decides the pending hours of a span.

                update audit_window -- all of it
                set state = 'agreed'
                """)).isEqualTo("update audit_window");
        assertThat(Transaction.shown("select 1")).isEqualTo("select 1");
    }

    @Test
    void whatTheServerSaysIsOneLineWithoutPlacesInTheStatement() {
        var fault = DatabaseException.of("statement \"insert\"", new SQLException("""
                ERROR: duplicate key value violates unique constraint "trade_pkey"
                  Detail: Key (toid)=(7) already exists.
                  Position: 15
                  Where: SQL statement "-- a comment
                insert into trade"
                """, "23505"));

        assertThat(fault)
                .hasMessage("statement \"insert\": ERROR: duplicate key value violates unique constraint"
                        + " \"trade_pkey\"; Detail: Key (toid)=(7) already exists.");
    }
}
