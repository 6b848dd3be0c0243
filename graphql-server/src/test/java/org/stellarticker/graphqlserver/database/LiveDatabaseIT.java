package org.stellarticker.graphqlserver.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.daemon.ProgramState;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.SchemaMismatch;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.part.IssuersPart;
import org.stellarticker.marketdata.part.ValidAssetsPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;
import org.stellarticker.marketdata.snapshot.SnapshotPart;

class LiveDatabaseIT {

    /** The pool tries less and less often while the database is down. */
    private static final Duration SOON = Duration.ofSeconds(20);

    /** All connections that answer requests. */
    private static final int POOL = 12;

    private static final Set<SnapshotPart<?>> ASSETS = Set.of(new ValidAssetsPart());

    @RegisterExtension
    static final TestDatabase server = new TestDatabase();

    private final Clock clock = Clock.systemUTC();
    private final Progress progress = new Progress("database", clock);
    private final Stop stop = new Stop();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Line line;
    private Database database;
    private Database checks;
    private LiveDatabase live;
    private SnapshotCache snapshots;

    @BeforeEach
    void open() throws IOException {
        var address = URI.create(server.url().substring("jdbc:".length()));
        line = new Line(new InetSocketAddress(address.getHost(), address.getPort()));
        String overTheLine = server.url()
                .replace(":" + address.getPort() + "/", ":" + line.port() + "/")
                .replace(address.getHost(), "127.0.0.1");
        database = Database.openReadPool(DatabaseAddress.parse(overTheLine), "test");
        checks = Database.openCheckPool(DatabaseAddress.parse(overTheLine), "test checks");
        live = new LiveDatabase(database, checks, progress);
        snapshots = new SnapshotCache(live::snapshot, clock);
    }

    @AfterEach
    void end() throws IOException {
        stop.request();
        threads.close();
        database.close();
        checks.close();
        line.close();
    }

    @Test
    void aDatabaseThatGoesAwayAndComesBackIsNoticedBothTimes() throws Exception {
        var following = follow();
        assertThat(snapshots.read(ASSETS).get(new ValidAssetsPart())).hasSize(1);

        line.disconnect();
        await().atMost(SOON).until(() -> !live.answers());
        assertThatThrownBy(() -> snapshots.read(Set.of(new IssuersPart()))).isInstanceOf(DatabaseAway.class);
        // The first thing seen is a connection that broke; the next try says who does not answer.
        await().atMost(SOON).until(() -> progress.report().detail().contains("127.0.0.1:" + line.port()));

        line.mend();
        await().atMost(SOON).until(live::answers);
        assertThat(snapshots.read(Set.of(new IssuersPart())).get(new IssuersPart()))
                .hasSize(1);
        await().atMost(SOON).until(() -> progress.report().state() == ProgramState.RUNNING);
        await().atMost(SOON).until(() -> progress.report().detail().isEmpty());
        assertThat(following).isNotDone();
    }

    @Test
    void aDatabaseThatIsNotThereYetIsWaitedFor() throws Exception {
        line.disconnect();
        var following = follow();
        await().atMost(SOON).until(() -> !live.answers());

        line.mend();

        await().atMost(SOON).until(live::answers);
        assertThat(snapshots.read(ASSETS).get(new ValidAssetsPart())).hasSize(1);
        assertThat(following).isNotDone();
    }

    @Test
    void aDatabaseThatIsNotMigratedYetIsWaitedFor() throws Exception {
        String of = "flyway_schema_history";
        server.execute("alter table " + of + " rename to not_migrated_yet");
        try {
            var following = follow();
            await().atMost(SOON).until(() -> !live.answers());
            await().atMost(SOON)
                    .until(() -> progress.report().detail().endsWith("found none; waiting until it is migrated"));

            server.execute("alter table not_migrated_yet rename to " + of);

            await().atMost(SOON).until(live::answers);
            assertThat(snapshots.read(ASSETS).get(new ValidAssetsPart())).hasSize(1);
            assertThat(following).isNotDone();
        } finally {
            server.execute("alter table if exists not_migrated_yet rename to " + of);
        }
    }

    /** Plays a server whose machine hangs: TCP itself would not time out for hours. */
    @Test
    void aDatabaseThatFallsSilentIsAwayAfterSomeSeconds() throws Exception {
        assertThat(snapshots.read(ASSETS).get(new ValidAssetsPart())).hasSize(1);

        line.fallSilent();
        try {
            assertThatThrownBy(() -> snapshots.read(Set.of(new IssuersPart()))).isInstanceOf(DatabaseAway.class);
        } finally {
            line.disconnect();
        }
        assertThat(live.answers()).isFalse();
    }

    /** A check is answered in time, in words instead of the counters of a pool. */
    @Test
    void aLegacyDatabaseIsSaidToBeAwaySoonAndInWords() throws Exception {
        var following = follow();
        await().atMost(SOON).until(() -> progress.report().state() == ProgramState.RUNNING);

        line.fallSilent();
        try {
            var asked = threads.submit(() -> live.lookAt(tx -> tx.get("select 1", row -> row.getInt(1))));
            assertThat(asked)
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableThat()
                    .withCauseInstanceOf(DatabaseAway.class);
            assertThat(live.answers()).isFalse();
            await().atMost(SOON).until(() -> progress.report().state() == ProgramState.STALLED);
            assertThat(progress.report().detail())
                    .contains("127.0.0.1:" + line.port())
                    .containsAnyOf("no answer within", "the connection broke", "nobody answers there")
                    .doesNotContain("total=");
        } finally {
            line.disconnect();
        }
        assertThat(following).isNotDone();
    }

    @Test
    void aDatabaseWhoseConnectionsAreAllInUseIsNotAway() throws Exception {
        var goOn = new CountDownLatch(1);
        var begun = new CountDownLatch(POOL);
        for (int connection = 0; connection < POOL; connection++) {
            threads.execute(() -> live.snapshot(tx -> {
                begun.countDown();
                return awaited(goOn);
            }));
        }
        begun.await();

        try {
            assertThatThrownBy(() -> snapshots.read(ASSETS))
                    .isInstanceOf(DatabaseAway.class)
                    .hasMessageEndingWith("all of this program's connections are in use");

            assertThat(live.answers()).isTrue();
            int checked = live.lookAt(tx -> tx.get("select 1", row -> row.getInt(1)));
            assertThat(checked).as("a check does not wait for requests").isEqualTo(1);
        } finally {
            goOn.countDown();
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                snapshots.read(Set.of(new IssuersPart())).get(new IssuersPart()))
                        .hasSize(1));
    }

    @Test
    void aReaderThatIsInterruptedIsNoDatabaseThatIsAway() throws Exception {
        var failed = new AtomicReference<Throwable>();
        var reading = new CountDownLatch(1);
        var reader = Thread.ofVirtual().unstarted(() -> {
            try {
                live.<String>snapshot(tx -> {
                    reading.countDown();
                    return tx.get("select pg_sleep(30)::text", row -> row.getString(1));
                });
            } catch (RuntimeException interrupted) {
                failed.set(interrupted);
            }
        });
        reader.start();
        reading.await();
        // In the middle of the statement, wherever that is.
        await().atMost(SOON)
                .until(() -> !server.rows("select 1 from pg_stat_activity where query like 'select pg_sleep(30)%'")
                        .isEmpty());
        reader.interrupt();
        reader.join();

        assertThat(failed.get()).isInstanceOf(DatabaseAway.class);
        assertThat(live.answers()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway") // The handler does not look at the request.
    void aStatementThatTakesTooLongIsRefusedWithoutADatabaseThatIsAway() {
        var route = DatabaseRoutes.unlessAway(_ -> live.snapshot(tx -> {
            tx.get("select set_config('statement_timeout', '20ms', true)", row -> row.getString(1));
            tx.get("select pg_sleep(5)::text", row -> row.getString(1));
            throw new AssertionError("not cancelled");
        }));

        assertThatThrownBy(() -> route.reply(null))
                .isInstanceOfSatisfying(
                        RequestException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(503));
        assertThat(live.answers()).isTrue();
    }

    /** Queries that only compute share the scheduler of virtual threads. */
    @Test
    void aBusyProcessorIsNoDatabaseThatIsAway() throws Exception {
        var direct = new LiveDatabase(server.database(), clock);
        var goOn = new AtomicBoolean(true);
        try {
            for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
                threads.execute(() -> {
                    while (goOn.get()) {
                        Thread.onSpinWait();
                    }
                });
            }

            int answer = direct.lookAt(tx -> tx.get("select 1", row -> row.getInt(1)));

            assertThat(answer).isEqualTo(1);
            assertThat(direct.answers()).isTrue();
        } finally {
            goOn.set(false);
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whileItIsAwayNobodyWaitsForIt() throws Exception {
        line.disconnect();
        assertThatThrownBy(() -> snapshots.read(ASSETS)).isInstanceOf(DatabaseAway.class);

        long begin = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> snapshots.read(ASSETS)).isInstanceOf(DatabaseAway.class);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void anotherSchemaEndsTheProgram() {
        server.execute(
                "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) values (900, '900', 'later', 'SQL', 'V900__later.sql', 'test', 1,"
                        + " true)");
        try {
            assertThatThrownBy(() -> follow().get())
                    .cause()
                    .isInstanceOf(SchemaMismatch.class)
                    .hasMessageContaining("newer");
        } finally {
            server.execute("delete from flyway_schema_history where version = '900'");
        }
    }

    private Future<?> follow() {
        return threads.submit(() -> {
            live.follow(stop);
            return true;
        });
    }
}
