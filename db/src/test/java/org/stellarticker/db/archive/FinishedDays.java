package org.stellarticker.db.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.stellarticker.core.TestClock;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.RandomTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** Does the work of ingester and aggregator for some days, by a settable clock, and keeps the trades aside. */
public final class FinishedDays {

    public static final LocalDate FIRST = LocalDate.parse("2026-03-01");

    private static final Duration DAY = Duration.ofDays(1);

    public final TestClock clock = new TestClock(ArchivedDayStore.begin(FIRST));
    public final Database database;

    private final TestDatabase test;
    private final TradeStore trades;
    private final CandleStore candles = new CandleStore();
    private final List<Trade> stored = new ArrayList<>();

    public FinishedDays(TestDatabase test) {
        this.test = test;
        this.database = test.database();
        this.trades = new TradeStore(database);
        test.execute("""
                insert into backfill (upper_token, next_token, lower_at, reached_at, completed_at)
                values ('1', '1', '%1$s', '%1$s', now())
                """.formatted(ArchivedDayStore.begin(FIRST)));
    }

    /** Makes a day's trades, other ones for each day. */
    public static List<Trade> tradesOf(LocalDate day, int count) {
        long ledgers = Duration.between(ArchivedDayStore.begin(FIRST), ArchivedDayStore.begin(day))
                .toSeconds();
        return new RandomTrades(new Random(day.toEpochDay()))
                .list(count, ArchivedDayStore.begin(day), DAY).stream()
                        .map(trade -> new Trade(
                                new TradeId(
                                        trade.id().toid() + (ledgers << 32),
                                        trade.id().index()),
                                trade.ledgerCloseTime(),
                                trade.base(),
                                trade.counter(),
                                trade.price(),
                                trade.baseIsSeller(),
                                trade.poolFee()))
                        .toList();
    }

    /** Lets a day pass: its trades are stored and in the candles, its hours agreed, and the next day has begun. */
    public List<Trade> finish(LocalDate day, int count) {
        List<Trade> some = tradesOf(day, count);
        store(some, TradeSource.STREAM);
        // A ledger of the next day proves that the last one of this day is whole.
        long last = 1000
                + 86_400
                + Duration.between(ArchivedDayStore.begin(FIRST), ArchivedDayStore.begin(day))
                        .toSeconds();
        test.execute("insert into ledger values (%d, '%s') on conflict do nothing"
                .formatted(last, ArchivedDayStore.end(day)));
        database.commit(tx -> new CursorStore()
                .save(tx, new Cursor(CursorStore.TRADES, PagingToken.before(new LedgerSequence(last + 1)))));
        aggregate();
        agree(day);
        clock.set(ArchivedDayStore.end(day).plusSeconds(60));
        return some;
    }

    public void store(List<Trade> some, TradeSource source) {
        database.commit(tx -> {
            trades.insert(tx, some, source);
        });
        stored.addAll(some);
    }

    /** Stores a missing trade as the audit does, with the event that says which hours changed. */
    public void repair(Trade missing) {
        database.commit(tx -> {
            var result = trades.insert(tx, List.of(missing), TradeSource.REPAIR);
            result.events(EventKind.WINDOW_REPAIRED).forEach(event -> new EventLog().append(tx, event));
        });
        stored.add(missing);
        aggregate();
    }

    public void agree(LocalDate day) {
        test.execute("""
                insert into audit_window (hour, state, evidence, trades_read, decided_at)
                select hour, 'agreed', '{pages}', 1, hour + interval '2 hours'
                from generate_series(timestamptz '%s', timestamptz '%s' - interval '1 hour', interval '1 hour') as hour
                on conflict (hour) do update set state = 'agreed'
                """.formatted(ArchivedDayStore.begin(day), ArchivedDayStore.end(day)));
    }

    public void aggregate() {
        boolean more = true;
        while (more) {
            more = database.transaction(tx -> {
                var dirty = candles.take(tx, 5000);
                candles.make(tx, dirty);
                return dirty.size() > 0;
            });
        }
    }

    public List<Trade> between(Instant from, Instant to) {
        return stored.stream()
                .filter(trade -> !trade.ledgerCloseTime().isBefore(from))
                .filter(trade -> trade.ledgerCloseTime().isBefore(to))
                .toList();
    }
}
