package org.stellarticker.ingester.reconcile;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.PagingToken;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeType;
import org.stellarticker.db.audit.PoolAmounts;
import org.stellarticker.ingester.TestHorizon;
import org.stellarticker.ingester.horizon.Horizon;
import org.stellarticker.ingester.horizon.Recorded;
import org.stellarticker.ingester.horizon.client.budget.RequestBudget;
import org.stellarticker.ingester.horizon.read.Aggregation;
import org.stellarticker.ingester.horizon.read.trade.TradePageResult;
import org.stellarticker.ingester.metrics.IngesterMetrics;

@Timeout(60)
class OmittedTradesTest {

    private static List<PoolAmounts> descending(List<PoolAmounts> trades) {
        return trades.stream()
                .sorted(comparingLong(PoolAmounts::base)
                        .thenComparingLong(PoolAmounts::counter)
                        .reversed())
                .toList();
    }

    @Test
    void findsSomeOfManyAndReportsWhatIsUnexplained() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var trades = new ArrayList<PoolAmounts>();
            for (int trade = 0; trade < 1 + random.nextInt(40); trade++) {
                trades.add(new PoolAmounts(1 + random.nextInt(1000), 1 + random.nextInt(1000)));
            }
            List<PoolAmounts> some = trades.subList(0, Math.min(trades.size(), 1 + random.nextInt(4)));
            long base = some.stream().mapToLong(PoolAmounts::base).sum();
            long counter = some.stream().mapToLong(PoolAmounts::counter).sum();

            assertThat(OmittedTrades.search(some.size(), base, counter, descending(trades)))
                    .isEqualTo(OmittedTrades.Result.EXPLAINED);
            assertThat(OmittedTrades.search(some.size(), base + 50_000, counter, descending(trades)))
                    .isEqualTo(OmittedTrades.Result.UNEXPLAINED);
        }
    }

    @Test
    void bothAmountsMustMatchToTheStroop() {
        var trades = descending(List.of(new PoolAmounts(10, 7), new PoolAmounts(4, 9), new PoolAmounts(4, 1)));

        assertThat(OmittedTrades.search(2, 14, 16, trades)).isEqualTo(OmittedTrades.Result.EXPLAINED);
        assertThat(OmittedTrades.search(2, 14, 8, trades)).isEqualTo(OmittedTrades.Result.EXPLAINED);
        assertThat(OmittedTrades.search(2, 14, 15, trades)).isEqualTo(OmittedTrades.Result.UNEXPLAINED);
        assertThat(OmittedTrades.search(1, 14, 16, trades)).isEqualTo(OmittedTrades.Result.UNEXPLAINED);
        assertThat(OmittedTrades.search(3, 18, 17, trades)).isEqualTo(OmittedTrades.Result.EXPLAINED);
        assertThat(OmittedTrades.search(4, 18, 17, trades)).isEqualTo(OmittedTrades.Result.UNEXPLAINED);
    }

    @Test
    void aTooLongSearchIsUndecided() {
        var trades = new ArrayList<PoolAmounts>();
        for (int trade = 0; trade < 400; trade++) {
            trades.add(new PoolAmounts(1000 + trade, 2 + 2 * trade));
        }

        // All counter amounts are even.
        assertThat(OmittedTrades.search(200, 200 * 1200, 200 * 400 + 1, descending(trades)))
                .isEqualTo(OmittedTrades.Result.UNDECIDED);
    }

    /** Compares the minutes of an hour of a real Horizon with the trades that it returned for them. */
    @Test
    void findsExactlyWhatARealHorizonOmitted() throws Exception {
        var btc = Asset.issued("BTC", "GBDOGJOP6RTEVRFRXWH3DNENJMJR773QMTF5MLQ63V4BS5VWQXSFP7FU");
        Instant begin = Instant.ofEpochMilli(1795215600000L);
        List<Trade> trades;
        List<Aggregation> minutes;
        try (var server = new TestHorizon();
                var horizon = new Horizon(
                        List.of(server.url()),
                        RequestBudget.perHour(0),
                        Clock.systemUTC(),
                        new IngesterMetrics(new SimpleMeterRegistry()))) {
            server.serve("/trades", exchange -> recorded(exchange, "trades_pair_top_newest_200.json"));
            server.serve("/trade_aggregations", exchange -> recorded(exchange, "trade_aggregations_top_1m.json"));
            var newest = PagingToken.before(new LedgerSequence(Integer.MAX_VALUE));
            trades = ((TradePageResult.Trades) horizon.trades().awaitBefore(newest))
                    .batch()
                    .trades();
            minutes = horizon.aggregations()
                    .tryRead(
                            new TradePair(btc, NativeAsset.XLM),
                            CandleInterval.MINUTE,
                            begin,
                            begin.plus(Duration.ofHours(1)))
                    .find()
                    .orElseThrow();
        }
        Instant oldest = trades.getLast().ledgerCloseTime();
        int omitted = 0;
        for (Aggregation interval : minutes) {
            if (!interval.openTime().isAfter(oldest)) {
                continue;
            }
            List<Trade> stored = trades.stream()
                    .filter(trade -> !trade.ledgerCloseTime().isBefore(interval.openTime())
                            && trade.ledgerCloseTime()
                                    .isBefore(interval.openTime().plusSeconds(60)))
                    .toList();
            long count = stored.size() - interval.tradeCount();
            long base = sum(stored, true) - stroops(interval.baseVolume());
            long counter = sum(stored, false) - stroops(interval.counterVolume());
            List<PoolAmounts> pool = descending(stored.stream()
                    .filter(trade -> trade.type() == TradeType.LIQUIDITY_POOL)
                    .map(trade -> new PoolAmounts(amount(trade, true), amount(trade, false)))
                    .toList());

            assertThat(OmittedTrades.search(count, base, counter, pool)).isEqualTo(OmittedTrades.Result.EXPLAINED);
            assertThat(OmittedTrades.search(count, base + 1, counter, pool))
                    .isEqualTo(OmittedTrades.Result.UNEXPLAINED);
            omitted += count > 0 ? 1 : 0;
        }
        assertThat(omitted).as("the recording shows some").isGreaterThan(3);
    }

    private static long amount(Trade trade, boolean base) {
        // The recorded aggregations are of BTC for XLM.
        boolean turned = trade.base().asset().equals(NativeAsset.XLM);
        return (base ^ turned ? trade.base() : trade.counter()).amount().stroops();
    }

    private static long sum(List<Trade> trades, boolean base) {
        return trades.stream().mapToLong(trade -> amount(trade, base)).sum();
    }

    private static long stroops(BigDecimal units) {
        return units.movePointRight(Amount.SCALE).longValueExact();
    }

    private static void recorded(HttpExchange exchange, String name) throws IOException {
        TestHorizon.answer(200, Map.of(), Recorded.bytes(name)).handle(exchange);
    }
}
