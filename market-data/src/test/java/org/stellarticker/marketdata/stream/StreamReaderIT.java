package org.stellarticker.marketdata.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.Ledger;
import org.stellarticker.db.trade.StoredTrades;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.marketdata.stream.StreamChange.CandleState;
import org.stellarticker.marketdata.stream.StreamChange.Corrected;
import org.stellarticker.marketdata.stream.StreamChange.MarketState;
import org.stellarticker.marketdata.stream.StreamChange.StoredTrade;

class StreamReaderIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final TradePair DOLLAR = TradePair.normalised(XLM, USD);
    private static final TradePair EURO = TradePair.normalised(XLM, EUR);
    private static final Selection TRADES = new Selection(Set.of(Topic.TRADES), Optional.empty(), Set.of());
    private static final Selection LOGS =
            new Selection(Set.of(Topic.TRADES, Topic.CORRECTIONS), Optional.empty(), Set.of());

    private final StreamReader reader = new StreamReader();
    private final EventLog events = new EventLog();
    private TradeStore trades = new TradeStore(db.database());

    @BeforeEach
    void emptyDatabase() {
        db.clear();
        trades = new TradeStore(db.database());
    }

    /** Live trades, repairs and backfills commit in another order than they begin; a client is cut off anywhere. */
    @Test
    void eachTradeIsReportedOnceHoweverWritersAndCutsFall() throws Exception {
        StreamPosition begin = newest();
        int writers = 4;
        int batches = 60;
        var random = new Random(11);
        var ended = new CountDownLatch(writers);
        var seen = new ArrayList<TradeId>();
        var stored = Collections.synchronizedList(new ArrayList<TradeId>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                int first = 1000 * (writer + 1);
                EventKind kind = List.of(
                                EventKind.TRADES_STORED,
                                EventKind.WINDOW_REPAIRED,
                                EventKind.TRADES_STORED,
                                EventKind.TRADES_BACKFILLED)
                        .get(writer);
                threads.execute(() -> {
                    try {
                        for (int batch = 0; batch < batches; batch++) {
                            List<Trade> ofLedger = ledger(first + batch, 1 + batch % 7);
                            store(kind, ofLedger);
                            if (kind != EventKind.TRADES_BACKFILLED) {
                                ofLedger.forEach(trade -> stored.add(trade.id()));
                            }
                        }
                    } finally {
                        ended.countDown();
                    }
                });
            }
            StreamPosition position = begin;
            boolean last;
            do {
                last = ended.getCount() == 0;
                StreamReader.Batch batch = read(position, TRADES);
                int received = random.nextInt(batch.changes().size() + 1);
                boolean cut = received < batch.changes().size() && random.nextBoolean();
                List<StreamChange> changes = cut ? batch.changes().subList(0, received) : batch.changes();
                changes.forEach(change ->
                        seen.add(((StoredTrade) change).trade().trade().id()));
                position = resumed(
                        cut ? (changes.isEmpty() ? position : changes.getLast().position()) : batch.end());
                last &= !cut && !batch.more();
            } while (!last);
        }

        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(stored);
        assertThat(seen.stream().filter(id -> id.ledger().value() < 2000).toList())
                .as("one writer's trades in their order")
                .isSorted();
    }

    /** A client gives the text of a position back. */
    private static StreamPosition resumed(StreamPosition position) {
        return StreamPosition.parse(position.toString()).orElseThrow();
    }

    @Test
    void aRangeThatWasReportedInPartIsRepairedWithTheRestOnly() {
        StreamPosition begin = newest();
        store(EventKind.TRADES_STORED, List.of(aTrade(7, 0, NOON), aTrade(7, 2, NOON)));

        store(
                EventKind.WINDOW_REPAIRED,
                TradeSource.REPAIR,
                List.of(aTrade(7, 0, NOON), aTrade(7, 1, NOON), aTrade(7, 2, NOON)));

        List<StreamChange> changes = read(begin, LOGS).changes();
        assertThat(changes)
                .filteredOn(change -> change.topic() == Topic.TRADES)
                .extracting(
                        change -> ((StoredTrade) change).trade().trade(),
                        change -> ((StoredTrade) change).trade().ingestedFrom())
                .containsExactly(
                        tuple(aTrade(7, 0, NOON), TradeSource.STREAM),
                        tuple(aTrade(7, 2, NOON), TradeSource.STREAM),
                        tuple(aTrade(7, 1, NOON), TradeSource.REPAIR));
        assertThat(changes)
                .filteredOn(change -> change.topic() == Topic.CORRECTIONS)
                .extracting(change -> ((Corrected) change).correction())
                .containsExactly(
                        new Correction(DOLLAR, NOON, NOON.plus(Duration.ofHours(1)), Correction.Reason.REPAIR));
    }

    @Test
    void aBackfillAndAConflictAreCorrectionsOfEachMarket() {
        StreamPosition begin = newest();
        store(
                EventKind.TRADES_BACKFILLED,
                List.of(aTrade(7, 0, NOON), aTrade(8, 0, NOON.plusSeconds(5), XLM, EUR, new Price(1, 2))));
        store(EventKind.TRADES_STORED, TradeSource.STREAM, List.of(aTrade(900, 0, NOON.plus(Duration.ofHours(2)))));
        store(
                EventKind.TRADES_STORED,
                TradeSource.PAGE,
                List.of(aTrade(900, 0, NOON.plus(Duration.ofHours(2)), XLM, EUR, new Price(1, 3))));

        Instant two = NOON.plus(Duration.ofHours(2));
        Instant one = NOON.plus(Duration.ofHours(1));
        assertThat(read(begin, new Selection(Set.of(Topic.CORRECTIONS), Optional.empty(), Set.of()))
                        .changes())
                .extracting(change -> ((Corrected) change).correction())
                .containsExactlyInAnyOrder(
                        new Correction(DOLLAR, NOON, one, Correction.Reason.BACKFILL),
                        new Correction(EURO, NOON, one, Correction.Reason.BACKFILL),
                        new Correction(DOLLAR, two, NOON.plus(Duration.ofHours(3)), Correction.Reason.CONFLICT),
                        new Correction(EURO, two, NOON.plus(Duration.ofHours(3)), Correction.Reason.CONFLICT));
        assertThat(read(begin, new Selection(Set.of(Topic.CORRECTIONS), Optional.of(EURO.turned()), Set.of()))
                        .changes())
                .as("of one market, in either direction")
                .extracting(StreamChange::pair)
                .containsExactly(EURO, EURO);
    }

    @Test
    void aLedgerThatTheAuditMovesIsCorrectedAndNotReportedAgain() {
        StreamPosition begin = newest();
        Instant right = NOON.plus(Duration.ofHours(3));
        store(EventKind.TRADES_STORED, List.of(aTrade(7, 0, NOON)));
        db.database()
                .commit(tx -> StoredTrades.conflictEvent(trades.moveLedger(
                                tx, new Ledger(new LedgerSequence(7), NOON), right, TradeSource.REPAIR))
                        .ifPresent(event -> events.append(tx, event)));

        store(EventKind.WINDOW_REPAIRED, TradeSource.REPAIR, List.of(aTrade(7, 0, right), aTrade(7, 1, right)));

        List<StreamChange> changes = read(begin, LOGS).changes();
        assertThat(changes)
                .filteredOn(change -> change.topic() == Topic.TRADES)
                .extracting(change -> ((StoredTrade) change).trade().trade())
                .containsExactly(aTrade(7, 0, right), aTrade(7, 1, right));
        assertThat(changes)
                .filteredOn(change -> change.topic() == Topic.CORRECTIONS)
                .extracting(change -> ((Corrected) change).correction())
                .containsExactly(
                        new Correction(DOLLAR, NOON, NOON.plus(Duration.ofHours(1)), Correction.Reason.CONFLICT),
                        new Correction(DOLLAR, right, right.plus(Duration.ofHours(1)), Correction.Reason.REPAIR));
    }

    @Test
    void aLedgerThatAPageMovesIsCorrectedAndNotReportedAgain() {
        StreamPosition begin = newest();
        Instant right = NOON.plus(Duration.ofHours(3));
        store(EventKind.TRADES_STORED, List.of(aTrade(7, 0, NOON)));

        store(EventKind.TRADES_STORED, TradeSource.PAGE, List.of(aTrade(7, 0, right), aTrade(7, 1, right)));

        List<StreamChange> changes = read(begin, LOGS).changes();
        assertThat(changes)
                .filteredOn(change -> change.topic() == Topic.TRADES)
                .extracting(change -> ((StoredTrade) change).trade().trade())
                .containsExactly(aTrade(7, 0, right), aTrade(7, 1, right));
        assertThat(changes)
                .filteredOn(change -> change.topic() == Topic.CORRECTIONS)
                .extracting(change -> ((Corrected) change).correction())
                .as("from the first hour to the last")
                .containsExactly(
                        new Correction(DOLLAR, NOON, right.plus(Duration.ofHours(1)), Correction.Reason.CONFLICT));
    }

    /** Ledgers that were moved were once announced again, and such entries are kept for days. */
    @Test
    void aLogThatHoldsATradeTwiceIsRead() {
        StreamPosition begin = newest();
        store(EventKind.TRADES_STORED, List.of(aTrade(7, 0, NOON)));
        db.execute("""
                insert into event_log (position, kind, markets, detail, toids, indexes)
                select 2, kind, markets, detail, toids, indexes from event_log where position = 1;
                update event_position set position = 2
                """);

        assertThat(read(begin, LOGS).changes()).hasSize(2);
    }

    @Test
    void positionsAreKeptUntilTheirEventsAreDeleted() {
        StreamPosition begin = newest();
        store(EventKind.TRADES_STORED, List.of(aTrade(7, 0, NOON)));
        StreamPosition middle = newest();
        store(EventKind.TRADES_STORED, List.of(aTrade(8, 0, NOON.plusSeconds(5))));
        StreamPosition end = newest();
        store(EventKind.TRADES_STORED, List.of(aTrade(9, 0, NOON.plusSeconds(10))));
        StreamPosition ahead = newest();

        assertThat(isKept(begin, TRADES)).isTrue();
        db.execute("delete from event_log where position <= 2");
        assertThat(isKept(begin, TRADES)).isFalse();
        assertThat(isKept(middle, TRADES)).isFalse();
        assertThat(isKept(end, TRADES)).isTrue();
        db.execute("delete from event_log");
        assertThat(isKept(end, TRADES)).isFalse();
        assertThat(isKept(ahead, TRADES)).isTrue();
        db.execute("update event_position set position = 1");
        assertThat(isKept(ahead, TRADES)).as("of another database").isFalse();
    }

    @Test
    void candlesAndMarketsAreReportedAsTheyAreNow() {
        var selection = new Selection(
                Set.of(Topic.MARKETS, Topic.CANDLES),
                Optional.of(DOLLAR.turned()),
                Set.of(CandleInterval.MINUTE, CandleInterval.HOUR));
        store(EventKind.TRADES_STORED, List.of(aTrade(7, 0, NOON), aTrade(7, 1, NOON, XLM, BTC, new Price(1, 2))));
        aggregate(NOON.plusSeconds(1));
        StreamReader.Batch snapshot = db.database().snapshot(tx -> reader.snapshot(tx, selection));
        assertThat(states(snapshot)).containsExactly("1m 1", "1h 1", "24h 1");
        assertThat(snapshot.changes().getLast().position()).isEqualTo(snapshot.end());
        assertThat(isKept(snapshot.changes().getFirst().position(), selection))
                .as("cut off within the snapshot, before the last state of a kind")
                .isEqualTo(db.database()
                                .snapshot(tx -> new CandleChangeStore().oldest(tx))
                                .orElseThrow()
                        <= 1);

        store(EventKind.TRADES_STORED, List.of(aTrade(8, 0, NOON.plusSeconds(60))));
        aggregate(NOON.plusSeconds(61));
        store(EventKind.TRADES_STORED, List.of(aTrade(9, 0, NOON.plusSeconds(65))));
        aggregate(NOON.plusSeconds(66));

        StreamReader.Batch changed = read(snapshot.end(), selection);
        assertThat(states(changed)).containsExactly("1m 2", "1h 3", "24h 3");
        assertThat(states(read(changed.end(), selection))).isEmpty();

        aggregate(NOON.plusSeconds(65).plus(Duration.ofHours(24)));
        assertThat(states(read(changed.end(), selection)))
                .as("its last trade left the window")
                .containsExactly("24h 0");
    }

    @Test
    void aCandleThatARepairEmptiesIsReportedWithoutATrade() {
        var selection = new Selection(
                Set.of(Topic.CANDLES), Optional.of(DOLLAR), Set.of(CandleInterval.MINUTE, CandleInterval.HOUR));
        store(EventKind.TRADES_STORED, List.of(aTrade(7, 0, NOON), aTrade(8, 0, NOON.plusSeconds(60))));
        aggregate(NOON.plusSeconds(61));
        StreamReader.Batch snapshot = db.database().snapshot(tx -> reader.snapshot(tx, selection));
        assertThat(states(snapshot)).containsExactly("1m 1", "1m 1", "1h 2");

        db.execute("delete from trade where ledger_close_time > '" + NOON + "'");
        db.execute("insert into change_mark (minute, trade_pair_id) select '" + NOON.plusSeconds(60)
                + "', trade_pair_id from trade_pair");
        aggregate(NOON.plusSeconds(62));

        StreamReader.Batch changed = read(snapshot.end(), selection);
        assertThat(states(changed)).containsExactly("1m 0", "1h 1");
        assertThat(changed.changes().getFirst()).isInstanceOfSatisfying(CandleState.class, state -> {
            assertThat(state.candle().openTime()).isEqualTo(NOON.plusSeconds(60));
            assertThat(state.candle().revision()).isEqualTo(2);
            assertThat(state.candle().prices()).isEmpty();
        });
        assertThat(states(db.database().snapshot(tx -> reader.snapshot(tx, selection))))
                .as("the newest that traded")
                .containsExactly("1m 1", "1h 1");
    }

    @Test
    void aCandleIsReportedAgainWhenItBecomesComplete() {
        var selection = new Selection(
                Set.of(Topic.CANDLES), Optional.of(DOLLAR), Set.of(CandleInterval.MINUTE, CandleInterval.HOUR));
        db.database()
                .commit(tx -> new BackfillStore()
                        .begin(tx, new PagingToken("1-0"), Optional.empty(), NOON.minus(Duration.ofHours(1))));
        db.execute("update backfill set completed_at = now()");
        store(EventKind.TRADES_STORED, List.of(aTrade(7, 0, NOON)));
        passLedger(7, NOON);
        aggregate(NOON.plusSeconds(1));
        StreamReader.Batch snapshot = db.database().snapshot(tx -> reader.snapshot(tx, selection));
        assertThat(complete(snapshot)).containsExactly("1m false", "1h false");

        // Another market trades on.
        store(EventKind.TRADES_STORED, List.of(aTrade(8, 0, NOON.plusSeconds(59), XLM, EUR, new Price(1, 2))));
        passLedger(8, NOON.plusSeconds(59));
        StreamReader.Batch within = read(resumed(snapshot.end()), selection);
        assertThat(complete(within)).isEmpty();
        store(EventKind.TRADES_STORED, List.of(aTrade(9, 0, NOON.plusSeconds(62), XLM, EUR, new Price(1, 2))));
        passLedger(9, NOON.plusSeconds(62));
        StreamReader.Batch minute = read(resumed(within.end()), selection);
        assertThat(complete(minute)).containsExactly("1m true");
        assertThat(minute.changes().getFirst().isAfter(within.end())).isTrue();
        assertThat(complete(read(resumed(minute.end()), selection))).isEmpty();

        store(
                EventKind.TRADES_STORED,
                List.of(aTrade(10, 0, NOON.plus(Duration.ofHours(1)), XLM, EUR, new Price(1, 2))));
        passLedger(10, NOON.plus(Duration.ofHours(1)));
        assertThat(complete(read(resumed(minute.end()), selection))).containsExactly("1h true");
    }

    /** The live stream has read a ledger to its end. */
    private static void passLedger(long sequence, Instant closedAt) {
        db.execute("insert into ledger (sequence, closed_at) values (" + sequence + ", '" + closedAt
                + "') on conflict do nothing");
        db.database()
                .commit(tx -> new CursorStore()
                        .save(tx, new Cursor(CursorStore.TRADES, new PagingToken(((sequence + 1) << 32) + "-0"))));
    }

    private static List<String> complete(StreamReader.Batch batch) {
        return batch.changes().stream()
                .map(CandleState.class::cast)
                .map(state -> state.interval().word() + " "
                        + state.coverage()
                                .complete(
                                        state.candle().openTime(),
                                        state.candle().closeTime()))
                .toList();
    }

    @Test
    void manyChangesOfOneCandleAreOneState() {
        var selection = new Selection(Set.of(Topic.CANDLES), Optional.of(DOLLAR), Set.of(CandleInterval.HOUR));
        StreamPosition begin = newest();
        for (int i = 0; i < 5; i++) {
            store(EventKind.TRADES_STORED, List.of(aTrade(7 + i, 0, NOON.plusSeconds(i))));
            aggregate(NOON.plusSeconds(i + 1));
        }
        db.execute("insert into candle_change (markets, first_minutes, last_minutes)"
                + " select markets, first_minutes, last_minutes from candle_change, generate_series(1, 1000)");

        StreamReader.Batch missed = read(begin, selection);
        assertThat(states(missed)).containsExactly("1h 5");
        assertThat(missed.more()).isFalse();
    }

    /** A client that has read the log to its end would go back with the position of such a state, and get trades twice. */
    @Test
    void statesAreReadOnceTheLogIsAtItsEnd() {
        var selection = new Selection(Set.of(Topic.TRADES, Topic.MARKETS), Optional.empty(), Set.of());
        StreamPosition begin = newest();
        store(EventKind.TRADES_STORED, ledger(7, 1_500));
        store(EventKind.TRADES_STORED, ledger(8, 1_500));
        aggregate(NOON.plusSeconds(9));

        StreamReader.Batch first = read(begin, selection);
        StreamReader.Batch second = read(first.end(), selection);

        assertThat(first.more()).isTrue();
        assertThat(first.changes()).hasSize(2_000).allMatch(change -> change.topic() == Topic.TRADES);
        assertThat(second.more()).isFalse();
        assertThat(second.changes())
                .filteredOn(change -> change.topic() == Topic.MARKETS)
                .hasSize(2)
                .allMatch(change -> change.position().log().equals(newest().log()));
    }

    private static List<String> states(StreamReader.Batch batch) {
        return batch.changes().stream()
                .map(change -> switch (change) {
                    case CandleState state ->
                        state.interval().word() + " " + state.candle().tradeCount();
                    case MarketState state ->
                        "24h "
                                + state.market()
                                        .traded()
                                        .map(MarketStats::tradeCount)
                                        .orElse(0L);
                    default -> throw new AssertionError(change);
                })
                .toList();
    }

    private void aggregate(Instant asOf) {
        var candles = new CandleStore();
        var markets = new MarketStore();
        db.database().commit(tx -> {
            var dirty = candles.take(tx, 1000);
            if (dirty.size() > 0) {
                candles.make(tx, dirty);
                new CandleChangeStore().append(tx, dirty);
            }
        });
        db.database().commit(tx -> {
            for (StoredWindow window : StoredWindow.values()) {
                markets.saveAllWindows(tx, window, asOf);
            }
            markets.saveSnapshot(tx, asOf, new SavedWindows(1, /* lost= */ false), 0);
        });
    }

    private static List<Trade> ledger(int sequence, int size) {
        var trades = new ArrayList<Trade>();
        for (int index = 0; index < size; index++) {
            trades.add(aTrade(
                    sequence, index, NOON.plusSeconds(sequence), XLM, index % 2 == 0 ? USD : EUR, new Price(1, 2)));
        }
        return trades;
    }

    private void store(EventKind kind, List<Trade> batch) {
        store(kind, TradeSource.STREAM, batch);
    }

    private void store(EventKind kind, TradeSource source, List<Trade> batch) {
        db.database()
                .commit(tx -> trades.insert(tx, batch, source).events(kind).forEach(event -> events.append(tx, event)));
    }

    private StreamPosition newest() {
        return db.database().snapshot(reader::newest);
    }

    private boolean isKept(StreamPosition position, Selection selection) {
        return db.database().snapshot(tx -> reader.isKept(tx, position, selection.topics()));
    }

    private StreamReader.Batch read(StreamPosition after, Selection selection) {
        return db.database().snapshot(tx -> reader.read(tx, after, Wanted.of(selection)));
    }
}
