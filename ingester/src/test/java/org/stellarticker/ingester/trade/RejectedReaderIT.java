package org.stellarticker.ingester.trade;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.RejectedTrade;
import org.stellarticker.db.trade.RejectedTradeStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.ingester.Records;
import org.stellarticker.ingester.metrics.IngesterMetrics;

class RejectedReaderIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final Progress progress = new Progress("rejected", Clock.systemUTC());

    @BeforeEach
    void empty() {
        database.clear();
    }

    private static void rejectedBy(String build, String body) {
        var record = new RejectedTrade(
                Optional.of(Records.positionOf(body).token()),
                body,
                "price: is none that " + build + " knows",
                TradeSource.PAGE);
        database.database().commit(tx -> new RejectedTradeStore(build).keepUnreadable(tx, record));
    }

    private void startOf(String build) {
        var metrics = new IngesterMetrics(new SimpleMeterRegistry());
        new RejectedReader(
                        database.database(),
                        new TradeWriter(new TradeStore(database.database(), build), metrics),
                        new RejectedTradeStore(build),
                        progress,
                        Clock.systemUTC(),
                        metrics)
                .follow(new Stop());
    }

    @Test
    void whatThisBuildCanReadBecomesATradeAndItsHourIsReadAgain() {
        rejectedBy("1.0", Records.trade(100, 1));
        rejectedBy("1.0", Records.poison(100, 2));

        startOf("1.1");

        assertThat(database.rows("select toid, ingested_from from trade"))
                .containsExactly(Records.id(100, 1).toid() + "\tp");
        assertThat(database.rows("select count(*) from change_mark")).containsExactly("1");
        assertThat(database.rows("select kind from event_log")).containsExactly("window_repaired");
        assertThat(database.rows("select kind, key from retry_task"))
                .containsExactly("audit_hour\t2026-01-01T00:00:00Z");
        assertThat(database.rows("select unreadable_by, reason from rejected_trade"))
                .singleElement()
                .asString()
                .startsWith("1.1\t")
                .contains("two and a half");
        assertThat(progress.report().detail()).isEqualTo("1 cannot be read");
    }

    @Test
    void whatThisBuildCouldNotReadIsNotTriedAgain() {
        rejectedBy("1.1", Records.trade(100, 1));

        startOf("1.1");

        assertThat(database.rows("select count(*) from trade")).containsExactly("0");
        assertThat(database.rows("select reason from rejected_trade")).containsExactly("price: is none that 1.1 knows");
    }

    /** They were read, and came for a day that is kept no longer. */
    @Test
    void lateTradesStayAsTheyAre() {
        database.execute(
                "insert into rejected_trade (body, reason, ingested_from) values ('Trade[]', 'too late', 'p')");

        startOf("1.1");

        assertThat(database.rows("select body, reason, unreadable_by from rejected_trade"))
                .containsExactly("Trade[]\ttoo late\tnull");
        assertThat(progress.report().detail()).isEqualTo("none");
    }

    @Test
    void manyAreReadInSteps() {
        for (int operation = 1; operation <= 1_203; operation++) {
            rejectedBy("1.0", operation % 3 == 0 ? Records.poison(100, operation) : Records.trade(100, operation));
        }

        startOf("1.1");

        assertThat(database.rows("select count(*) from trade")).containsExactly("802");
        assertThat(database.rows("select count(*) from rejected_trade where unreadable_by = '1.1'"))
                .containsExactly("401");
    }
}
