package org.stellarticker.dbcleaner;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.dbcleaner.SimulatedTicker.BEGIN;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.db.partition.PartitionStore;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.trade.RejectedTrade;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** A month of a ticker's life, a third of a day at a time. */
class ThirtyDaysIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final int TRADES_A_DAY = 300;
    private static final Duration STEP = Duration.ofHours(8);

    private static final Retention RETENTION = new Retention(
            Duration.ofDays(8),
            Duration.ofDays(8),
            Duration.ofDays(9),
            Optional.empty(),
            Duration.ofDays(9),
            1000,
            Duration.ofDays(2),
            false,
            JournalTypes.parse(JournalTypes.USUAL));

    private SimulatedTicker ticker;
    private Cleaner cleaner;

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        var partitions = new PartitionStore(db.database());
        db.database().snapshot(partitions::list).forEach(day -> partitions.drop(day.day(), Duration.ofSeconds(5)));
        ticker = new SimulatedTicker(db, TRADES_A_DAY);
        cleaner = new Cleaner(db.database(), RETENTION, ticker.clock);
    }

    @Test
    void rowsAreAsManyAfterThirtyDaysAsAfterTenAndNothingNeededIsGone() {
        liveTo(10);
        Map<String, Long> afterTen = rows();
        long marketDaysAfterTen = ticker.count("candle_1d");

        liveTo(30);

        assertThat(rows()).isEqualTo(afterTen);
        assertThat(afterTen)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());
        assertThat(ticker.count("candle_1d")).as("kept for ever").isEqualTo(3 * marketDaysAfterTen);
        assertThat(ticker.days())
                .hasSize(9 + 1 + 3)
                .startsWith(PartitionStore.dayOf(BEGIN.plus(21, DAYS)))
                .endsWith(PartitionStore.dayOf(BEGIN.plus(33, DAYS)));
        assertThat(ticker.candles(CandleInterval.DAY)).isEqualTo(ticker.expectedCandles(CandleInterval.DAY, BEGIN));
        assertThat(ticker.candles(CandleInterval.HOUR))
                .isEqualTo(ticker.expectedCandles(CandleInterval.HOUR, BEGIN.plus(20, DAYS)));
        assertThat(ticker.candles(CandleInterval.MINUTE))
                .isEqualTo(ticker.expectedCandles(CandleInterval.MINUTE, BEGIN.plus(21, DAYS)));
    }

    /** The aggregator sleeps for longer than trades are kept: all that it has not worked in waits for it. */
    @Test
    void tradesWaitForAnAggregatorThatSleepsForTwelveDays() {
        liveTo(10);
        // In the middle of an hour, so that it is made of minutes from before and after.
        ticker.passTo(ticker.clock.instant().plus(STEP).plusSeconds(1800));
        ticker.aggregate();
        for (Instant until = BEGIN.plus(22, DAYS); ticker.clock.instant().isBefore(until); ) {
            ticker.passTo(ticker.clock.instant().plus(STEP));
            cleaner.clean();
        }
        assertThat(ticker.days()).startsWith(PartitionStore.dayOf(BEGIN.plus(10, DAYS)));
        assertThat(cleaner.clean().days().held()).isEqualTo("trades of 2026-03-11 wait for the aggregator");

        ticker.aggregate();
        Cleaned caughtUp = cleaner.clean();

        assertThat(caughtUp.days().dropped()).hasSize(4).startsWith(PartitionStore.dayOf(BEGIN.plus(10, DAYS)));
        assertThat(ticker.windows()).isEqualTo(ticker.expectedWindows());
        liveTo(25);
        assertThat(ticker.candles(CandleInterval.DAY)).isEqualTo(ticker.expectedCandles(CandleInterval.DAY, BEGIN));
    }

    /** The ingester sleeps for longer than trades are kept, and then has much to read, while the cleaner works. */
    @Test
    void tradesThatAreReadLateAreWorkedInBeforeTheyGo() {
        liveTo(10);
        ticker.passTo(BEGIN.plus(10, DAYS).plus(STEP));
        ticker.aggregate();
        Instant slept = ticker.clock.instant();
        ticker.clock.set(BEGIN.plus(30, DAYS));
        cleaner.clean();
        assertThat(ticker.days())
                .as("nothing goes while nothing comes")
                .contains(PartitionStore.dayOf(BEGIN.plus(2, DAYS)));

        // Steps that fall across minutes and days, so that a day dropped too soon would show in a candle.
        var missed = ticker.between(slept, ticker.clock.instant());
        for (int from = 0; from < missed.size(); from += 70) {
            ticker.storeLive(missed.subList(from, Math.min(missed.size(), from + 70)));
            ticker.aggregate();
            cleaner.clean();
        }

        assertThat(db.rows("select reason from rejected_trade where reason like 'ledger_close_time%'"))
                .isEmpty();
        assertThat(ticker.windows()).isEqualTo(ticker.expectedWindows());
        assertThat(ticker.candles(CandleInterval.DAY)).isEqualTo(ticker.expectedCandles(CandleInterval.DAY, BEGIN));
        assertThat(ticker.days()).hasSize(9 + 1 + 3);
    }

    private void liveTo(int day) {
        Instant until = BEGIN.plus(day, DAYS);
        while (ticker.clock.instant().isBefore(until)) {
            ticker.passTo(ticker.clock.instant().plus(STEP));
            ticker.aggregate();
            cleaner.clean();

            assertThat(ticker.windows()).as("at %s", ticker.clock.instant()).isEqualTo(ticker.expectedWindows());
            leaveWhatGathers();
        }
        cleaner.clean();
    }

    /** A copy of a program that is started once and never again, and a record that cannot be read. */
    private void leaveWhatGathers() {
        Instant now = ticker.clock.instant();
        var report = new ProgramReport(
                "ingester", "host:" + now, "running", "", Optional.empty(), OptionalDouble.empty(), "0.1.0", now);
        var rejected = new RejectedTrade(Optional.empty(), "{\"at\": \"" + now + "\"}", "unreadable", TradeSource.PAGE);
        db.database().commit(tx -> {
            new ProgramStatusStore().save(tx, report);
            new TradeStore(db.database()).reject(tx, rejected, Instant.EPOCH);
        });
        // The database dates these by its own clock.
        db.execute("update rejected_trade set rejected_at = '%s' where rejected_at > now() - interval '1 minute'"
                .formatted(now));
    }

    private Map<String, Long> rows() {
        var rows = new TreeMap<String, Long>();
        for (String table : new String[] {
            "trade", "ledger", "candle_1m", "candle_1h", "market_window", "rejected_trade", "program_status"
        }) {
            rows.put(table, ticker.count(table));
        }
        rows.put("days", (long) ticker.days().size());
        return rows;
    }
}
