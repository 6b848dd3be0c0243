package org.stellarticker.bench.webhook;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.db.Database;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** Stores trades of many markets as the ingester does, ledger by ledger, and remembers when. */
final class TradedMarkets {

    static final int MARKETS = 2_600;

    private static final int LEDGERS_A_SECOND = 1;
    private static final long STROOPS = 20_000_000;
    private static final String ISSUER = "G" + "A".repeat(55);

    private final Database database;
    private final TradeStore trades;
    private final EventLog events = new EventLog();
    private final Map<String, Long> storedAt = new ConcurrentHashMap<>();
    private long ledger = 1_000_000;

    TradedMarkets(Database database) {
        this.database = database;
        this.trades = new TradeStore(database);
    }

    static TradePair market(int number) {
        return TradePair.normalised(NativeAsset.XLM, Asset.issued("A" + number, ISSUER));
    }

    /** Stores one trade of each market, so that all are known. */
    void begin() {
        for (int from = 0; from < MARKETS; from += 100) {
            store(from, Math.min(MARKETS, from + 100));
        }
    }

    /**
     * Stores trades until an end, each ledger those of a second.
     *
     * @param markets how many markets trade, by turns
     * @param end by {@link System#nanoTime}
     */
    long trade(int markets, int tradesASecond, long end) {
        int next = 0;
        long stored = 0;
        long due = System.nanoTime();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(due - System.nanoTime());
            due += 1_000_000_000L / LEDGERS_A_SECOND;
            int batch = tradesASecond / LEDGERS_A_SECOND;
            int from = next % markets;
            store(from, from + batch, markets);
            next += batch;
            stored += batch;
        }
        return stored;
    }

    private void store(int from, int to) {
        store(from, to, MARKETS);
    }

    private void store(int from, int to, int markets) {
        ledger++;
        var batch = new ArrayList<Trade>();
        for (int i = from; i < to; i++) {
            batch.add(trade(market(i % markets), i - from));
        }
        long begin = System.nanoTime();
        batch.forEach(trade -> storedAt.put(trade.id().toString(), begin));
        List<Trade> all = List.copyOf(batch);
        database.commit(tx -> trades.insert(tx, all, TradeSource.STREAM)
                .events(EventKind.TRADES_STORED)
                .forEach(event -> events.append(tx, event)));
    }

    private Trade trade(TradePair market, int index) {
        return new Trade(
                new TradeId(ledger << 32, index),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                new TradeSide(
                        market.base(),
                        new Amount(STROOPS),
                        new OfferParty(new AccountId(ISSUER), OptionalLong.of(index + 1))),
                new TradeSide(
                        market.counter(),
                        new Amount(STROOPS / 2),
                        new OfferParty(new AccountId(ISSUER), OptionalLong.empty())),
                new Price(1, 2),
                true,
                OptionalInt.empty());
    }

    /** Returns when the transaction of a trade began, by {@link System#nanoTime}; 0 for one of before. */
    long storedAt(String trade) {
        return storedAt.getOrDefault(trade, 0L);
    }
}
