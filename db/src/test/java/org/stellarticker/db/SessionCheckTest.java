package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stellarticker.db.SessionCheck.Session;

/** Which process serves a connection, transaction by transaction, as PostgreSQL and poolers have it. */
class SessionCheckTest {

    private static Session servedBy(Integer... processes) {
        Deque<Integer> turns = new ArrayDeque<>(List.of(processes));
        return turns::removeFirst;
    }

    @Test
    void ofPostgresqlEachConnectionHasAProcessOfItsOwn() throws SQLException {
        assertThat(SessionCheck.areShared(servedBy(7, 7, 7), servedBy(8, 8, 8))).isFalse();
    }

    /** PgBouncer lends out first what came back last. */
    @Test
    void aPoolerThatLendsOneProcessToBothIsFound() throws SQLException {
        assertThat(SessionCheck.areShared(servedBy(7), servedBy(7))).isTrue();
    }

    @Test
    void aPoolerThatLendsProcessesInTurnIsFound() throws SQLException {
        assertThat(SessionCheck.areShared(servedBy(7, 9), servedBy(8, 7))).isTrue();
        assertThat(SessionCheck.areShared(servedBy(7, 7, 8), servedBy(8, 8, 7))).isTrue();
    }
}
