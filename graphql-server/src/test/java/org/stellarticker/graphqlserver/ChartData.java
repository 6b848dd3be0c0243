package org.stellarticker.graphqlserver;

import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.DustFloorStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;

/**
 * Trades that break charts: around midnight, two in a ledger, a distant one, one of nothing for nothing, and one at a
 * billionth.
 */
public final class ChartData {

    /** USD is verified and a quote before XLM; EURT is neither. */
    public static final ReferenceAssets REFERENCES =
            new ReferenceAssets(new QuoteRanking(List.of(USD)), new VerifiedAssets(List.of(USD)), List.of(USD));

    public static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    /** A minute and ten seconds later. */
    public static final Instant NOW = MIDNIGHT.plusSeconds(70);

    private ChartData() {}

    public static void store(TestDatabase db) {
        db.execute("insert into ledger (sequence, closed_at) values (900, '" + NOW + "')");
        db.database().commit(tx -> {
            new DustFloorStore().bind(tx, 1_000);
            new TradeStore(db.database()).insert(tx, trades(), TradeSource.PAGE);
            new OrderBookStore()
                    .save(
                            tx,
                            new OrderBook(
                                    TradePair.normalised(XLM, USD),
                                    List.of(level(1, 2, 100_000_000), level(1, 4, 50_000_000)),
                                    List.of(level(5, 8, 30_000_000)),
                                    MIDNIGHT));
            new CursorStore().save(tx, new Cursor(CursorStore.TRADES, new PagingToken((901L << 32) + "-0")));
            new BackfillStore()
                    .begin(tx, new PagingToken("900-0"), Optional.empty(), MIDNIGHT.minus(Duration.ofDays(7)));
        });
        db.execute("update backfill set completed_at = now()");
        db.execute("update asset set is_valid = true");
        TestSnapshots.make(db.database(), NOW);
    }

    private static List<Trade> trades() {
        var trades = new ArrayList<Trade>();
        trades.add(aTrade(1, 0, MIDNIGHT.minus(Duration.ofHours(30)), XLM, USD, new Price(1, 5)));
        trades.add(aTrade(5, 0, MIDNIGHT.minusSeconds(1), XLM, USD, new Price(1, 4)));
        trades.add(aTrade(6, 0, MIDNIGHT, XLM, USD, new Price(1, 2)));
        trades.add(aTrade(6, 1, MIDNIGHT, XLM, USD, new Price(3, 4)));
        trades.add(withAmounts(0, 0, aTrade(7, 0, MIDNIGHT.plusSeconds(5), XLM, USD, new Price(9, 1))));
        // A minute with nothing but nothing.
        trades.add(withAmounts(0, 0, aTrade(8, 0, MIDNIGHT.plusSeconds(61), XLM, USD, new Price(9, 1))));
        trades.add(withAmounts(
                2_000_000_000_000L,
                2_000,
                aTrade(9, 0, MIDNIGHT.plusSeconds(65), EUR, XLM, new Price(1, 1_000_000_000))));
        return trades;
    }

    private static Trade withAmounts(long base, long counter, Trade trade) {
        return new Trade(
                trade.id(),
                trade.ledgerCloseTime(),
                new TradeSide(
                        trade.base().asset(), new Amount(base), trade.base().party()),
                new TradeSide(
                        trade.counter().asset(),
                        new Amount(counter),
                        trade.counter().party()),
                trade.price(),
                trade.baseIsSeller(),
                trade.poolFee());
    }

    private static Level level(long n, long d, long amount) {
        return new Level(new Price(n, d), new Amount(amount));
    }
}
