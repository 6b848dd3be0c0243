package org.stellarticker.eventpublisher;

import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.db.trade.Trades.aTrade;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.Database;
import org.stellarticker.db.candle.CandleChangeStore;
import org.stellarticker.db.candle.CandleStore;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.SavedWindows;
import org.stellarticker.db.market.StoredWindow;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;

/** Writes what the ingester and the aggregator write. */
final class Writers {

    private final Database database;
    private final TradeStore trades;
    private final EventLog events = new EventLog();

    Writers(Database database) {
        this.database = database;
        this.trades = new TradeStore(database);
    }

    /** Returns trades of one ledger, which closes as many seconds after noon, in two markets. */
    static List<Trade> ledger(int sequence, int size) {
        return ledger(sequence, size, 1, 2);
    }

    /** Returns such trades at a price of {@code n/d}. */
    static List<Trade> ledger(int sequence, int size, int n, int d) {
        var trades = new ArrayList<Trade>();
        for (int index = 0; index < size; index++) {
            trades.add(aTrade(
                    sequence, index, NOON.plusSeconds(sequence), XLM, index % 2 == 0 ? USD : EUR, new Price(n, d)));
        }
        return trades;
    }

    void store(EventKind kind, List<Trade> batch) {
        database.commit(tx ->
                trades.insert(tx, batch, TradeSource.STREAM).events(kind).forEach(event -> events.append(tx, event)));
    }

    /** Makes the candles and windows of all that is stored. */
    void aggregate(Instant asOf) {
        var candles = new CandleStore();
        var markets = new MarketStore();
        database.commit(tx -> {
            var dirty = candles.take(tx, 1000);
            if (dirty.size() > 0) {
                candles.make(tx, dirty);
                new CandleChangeStore().append(tx, dirty);
            }
        });
        database.commit(tx -> {
            for (StoredWindow window : StoredWindow.values()) {
                markets.saveAllWindows(tx, window, asOf);
            }
            markets.saveSnapshot(tx, asOf, new SavedWindows(1, /* lost= */ false), 0);
        });
    }
}
