package org.stellarticker.graphqlserver;

import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.ledger.Cursor;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.pool.LiquidityPool;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.db.pool.LiquidityPoolStore;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** A market of two trades, at ten o'clock and at noon, with its order book and its pool; a day of it is fetched. */
public final class StoredMarket {

    private static final TradePair MARKET = TradePair.normalised(XLM, USD);

    private StoredMarket() {}

    public static void store(TestDatabase db) {
        db.execute("insert into ledger (sequence, closed_at) values (900, '" + NOON.plusSeconds(5) + "')");
        db.database().commit(tx -> {
            var trades = List.of(
                    aTrade(7, 0, NOON.minusSeconds(7200), XLM, USD, new Price(1, 3)),
                    aTrade(8, 0, NOON, XLM, USD, new Price(1, 2)));
            new TradeStore(db.database()).insert(tx, trades, TradeSource.PAGE);
            new OrderBookStore()
                    .save(tx, new OrderBook(MARKET, List.of(level(1, 3, 100)), List.of(level(2, 5, 300)), NOON));
            var pool = new LiquidityPool(
                    "0123456789abcdef".repeat(4),
                    MARKET,
                    new Amount(40_000_000),
                    new Amount(10_000_000),
                    30,
                    new Amount(5),
                    7,
                    NOON);
            new LiquidityPoolStore().save(tx, List.of(pool), NOON);
            new CursorStore().save(tx, new Cursor(CursorStore.TRADES, new PagingToken((901L << 32) + "-0")));
            new BackfillStore().begin(tx, new PagingToken("900-0"), Optional.empty(), NOON.minusSeconds(86_400));
        });
        db.execute("update backfill set completed_at = now()");
        db.database().commit(tx -> {
            var candles = new CandleStore();
            candles.make(tx, candles.take(tx, 100));
        });
    }

    private static Level level(long n, long d, long amount) {
        return new Level(new Price(n, d), new Amount(amount));
    }
}
