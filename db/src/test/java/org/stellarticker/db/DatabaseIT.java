package org.stellarticker.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void aTransactionIsCommittedWholeOrNotAtAll() {
        List<String> ran = new ArrayList<>();

        assertThatThrownBy(() -> db.database().commit(tx -> {
                    insertLedger(tx, 1);
                    tx.afterCommit(() -> ran.add("rolled back"));
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");
        db.database().commit(tx -> {
            insertLedger(tx, 2);
            tx.afterCommit(() -> ran.add("committed"));
            assertThat(ran).isEmpty();
        });

        assertThat(db.rows("select sequence from ledger where sequence in (1, 2)"))
                .containsExactly("2");
        assertThat(ran).containsExactly("committed");
    }

    @Test
    void aSnapshotSeesOneInstantAndWritesNothing() {
        int seen = db.database().snapshot(tx -> {
            int before = ledgers(tx);
            db.database().commit(other -> insertLedger(other, 3));
            assertThat(ledgers(tx)).isEqualTo(before);
            return before;
        });

        assertThat(db.database().<Integer>snapshot(DatabaseIT::ledgers)).isEqualTo(seen + 1);
        assertThatThrownBy(() -> db.database().snapshot(tx -> tx.update("delete from ledger")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("read-only");
        // The connection goes back to the pool as it was.
        for (int i = 4; i < 20; i++) {
            int sequence = i;
            db.database().commit(tx -> insertLedger(tx, sequence));
        }
    }

    @Test
    void noStatementLastsForEver() {
        assertThat(limit(db.database())).isEqualTo("15min");
        try (var answers = Database.openReadPool(db.address(), "answers")) {
            assertThat(limit(answers)).isEqualTo("5s");
        }
    }

    private static String limit(Database database) {
        return database.snapshot(
                tx -> tx.get("select current_setting('statement_timeout')", columns -> columns.getString(1)));
    }

    @Test
    void aStatementThatIsWrongIsAFaultAndALostConnectionIsNot() {
        assertThatThrownBy(() -> db.database().snapshot(tx -> tx.list("select nothing from nowhere", _ -> 1)))
                .isExactlyInstanceOf(DatabaseException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> db.database()
                        .transaction(tx -> tx.list("select pg_terminate_backend(pg_backend_pid())", _ -> 1)))
                .isExactlyInstanceOf(DatabaseUnavailable.class);

        assertThat(db.database().serverVersion().isTooOld()).isFalse();
    }

    @Test
    void whereNobodyAnswersItSaysWhereWithoutThePassword() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> Database.open(
                        DatabaseAddress.parse("postgresql://ann:secret@127.0.0.1:" + port + "/ticker"), "test"))
                .isInstanceOfSatisfying(
                        DatabaseUnavailable.class,
                        unavailable -> assertThat(unavailable.answered()).isFalse())
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSignalComesWithTheCommit() {
        try (var stored = db.database().listen("trades_stored")) {
            assertThat(stored.await(Duration.ofMillis(1))).isFalse();
            db.database().commit(tx -> {
                signal(tx);
                assertThat(stored.await(Duration.ofMillis(300))).isFalse();
            });

            assertThat(stored.await(Duration.ofSeconds(10))).isTrue();
            assertThat(stored.await(Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void aWaitForASignalEndsWithTheInterrupt() throws Exception {
        try (var threads = Executors.newSingleThreadExecutor();
                var stored = db.database().listen("trades_stored")) {
            var waiting = threads.submit(() -> stored.await(Duration.ofMinutes(10)));
            threads.shutdownNow();

            assertThat(waiting.get()).isFalse();
        }
    }

    @Test
    void aLostListenerListensAgain() {
        try (var stored = db.database().listen("trades_stored")) {
            stored.await(Duration.ofMillis(1));
            db.execute("select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen trades_stored'");
            assertThatThrownBy(() -> stored.await(Duration.ofSeconds(10))).isInstanceOf(DatabaseUnavailable.class);

            stored.await(Duration.ofMillis(1));
            db.database().commit(DatabaseIT::signal);
            assertThat(stored.await(Duration.ofSeconds(10))).isTrue();
        }
    }

    private static void signal(Transaction tx) {
        tx.list("select pg_notify('trades_stored', '')", _ -> true);
    }

    private static void insertLedger(Transaction tx, int sequence) {
        tx.update("insert into ledger (sequence, closed_at) values (?, now())", sequence);
    }

    private static int ledgers(Transaction tx) {
        return tx.get("select count(*) from ledger", count -> count.getInt(1));
    }
}
