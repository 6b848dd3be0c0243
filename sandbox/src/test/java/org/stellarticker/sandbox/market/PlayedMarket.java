package org.stellarticker.sandbox.market;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.Trade;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.Ledgers;

/** A market played for tests: its history ended at noon, and a ledger closes each second that is asked for. */
final class PlayedMarket {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private PlayedMarket() {}

    static SimulatedMarket open(Path folder, long seed, int historyTrades) throws IOException {
        return open(folder, seed, historyTrades, NOON);
    }

    static SimulatedMarket open(Path folder, long seed, int historyTrades, Instant begin) throws IOException {
        return SimulatedMarket.open(
                MarketPlan.steady(seed, historyTrades, 20), folder, Clock.fixed(begin, ZoneOffset.UTC));
    }

    static void live(SimulatedMarket market, int ledgers) throws IOException {
        for (int i = 0; i < ledgers; i++) {
            var view = market.journal().view();
            market.journal()
                    .append(market.next(
                            new LedgerSequence(view.latest()).next(),
                            Instant.ofEpochSecond(view.latestClosedAt() + 1)));
        }
    }

    static List<ClosedLedger> ledgers(Path folder) throws IOException {
        return Ledgers.read(folder.resolve("ledgers"));
    }

    static List<Trade> trades(Path folder) throws IOException {
        List<Trade> trades = new ArrayList<>();
        ledgers(folder).forEach(ledger -> ledger.trades().forEach(trade -> trades.add(trade.trade())));
        return trades;
    }

    static Duration age(Trade trade, Instant now) {
        return Duration.between(trade.ledgerCloseTime(), now);
    }
}
