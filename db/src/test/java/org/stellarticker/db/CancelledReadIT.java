package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A standby cancels statements that conflict with what it replays; here, a statement raises what it would. */
class CancelledReadIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String CANCELLED = """
            do $$ begin
                raise exception 'canceling statement due to conflict with recovery' using errcode = '40001';
            end $$
            """;

    private static final String TIMED_OUT = """
            do $$ begin
                raise exception 'canceling statement due to statement timeout' using errcode = '57014';
            end $$
            """;

    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void aProgramThatAnswersRequestsReadsAgainWhatWasCancelled() {
        try (var pool = Database.openReadPool(db.address(), "test")) {
            assertThat(pool.<Integer>snapshot(tx -> {
                        if (reads.incrementAndGet() < 3) {
                            tx.update(CANCELLED);
                        }
                        return tx.get("select 7 as found", columns -> columns.getInt("found"));
                    }))
                    .isEqualTo(7);
        }
        assertThat(reads).hasValue(3);
    }

    @Test
    void afterFourReadsItGivesUp() {
        try (var pool = Database.openReadPool(db.address(), "test")) {
            assertThatThrownBy(() -> read(pool, CANCELLED))
                    .isInstanceOfSatisfying(
                            DatabaseUnavailable.class,
                            cancelled -> assertThat(cancelled.byReplay()).isTrue());
        }
        assertThat(reads).hasValue(4);
    }

    @Test
    void aStatementThatTakesTooLongIsNotReadAgain() {
        try (var pool = Database.openReadPool(db.address(), "test")) {
            assertThatThrownBy(() -> read(pool, TIMED_OUT)).isInstanceOf(StatementTimeout.class);
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void aProgramThatWritesDoesNotReadAgain() {
        assertThatThrownBy(() -> read(db.database(), CANCELLED)).isInstanceOf(DatabaseUnavailable.class);
        assertThat(reads).hasValue(1);
    }

    private void read(Database database, String statement) {
        database.snapshot(tx -> {
            reads.incrementAndGet();
            return tx.update(statement);
        });
    }
}
