package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;
import static org.stellarticker.marketdata.StoredHistory.END;
import static org.stellarticker.marketdata.StoredHistory.START;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBook;
import org.stellarticker.core.market.OrderBookSummary.Level;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.orderbook.OrderBookStore;

/** Summaries of windows, held against the trades themselves in the direction that is asked for. */
class MarketSummariesIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final QuoteRanking RANKING = new QuoteRanking(List.of(USD));
    private static final TradePair MARKET = TradePair.normalised(XLM, USD);
    private static final Asset NEVER_MET = Asset.issued("NEVER", "G" + "N".repeat(55));
    private static final Instant BOOK_READ = END.minusSeconds(30);

    private static StoredHistory history;

    private final MarketSummaries summaries = new MarketSummaries();

    @BeforeAll
    static void store() {
        history = StoredHistory.store(db, 21);
        history.storeWindows(END);
        var book = new OrderBook(MARKET, List.of(level(1, 4), level(1, 5)), List.of(level(1, 2)), BOOK_READ);
        db.database().commit(tx -> new OrderBookStore().save(tx, book));
    }

    @Test
    void aWindowOfAnyLengthIsTheSumOfItsTradesInEitherDirection() {
        var random = new Random(4);
        for (int i = 0; i < 60; i++) {
            TradePair market = List.copyOf(history.byMarket().keySet()).get(random.nextInt(4));
            TradePair asked = random.nextBoolean() ? market : market.turned();
            int hours = List.of(1, 2, 24, 30, 168).get(random.nextInt(5));
            Instant now = START.plusSeconds(random.nextLong(StoredHistory.LENGTH.toSeconds()));

            MarketSummary found = find(asked, hours, now).orElseThrow();

            // A window has no end: trades that are stored count, also those of a ledger that closes just now.
            Instant from = now.minus(Duration.ofHours(hours));
            assertThat(found.pair()).isEqualTo(asked);
            assertThat(found.from()).isEqualTo(from);
            assertSame(found.traded(), trades(asked, from, Instant.MAX));
        }
    }

    @Test
    void aStoredWindowIsTakenAsLongAsItEndsNow() {
        MarketSummary stored = find(MARKET, 24, END.plusSeconds(4)).orElseThrow();
        MarketSummary computed = find(MARKET, 24, END.plusSeconds(6)).orElseThrow();
        MarketSummary ofAnotherLength = find(MARKET, 25, END.plusSeconds(4)).orElseThrow();

        assertThat(stored.asOf()).isEqualTo(END);
        assertThat(computed.asOf()).isEqualTo(END.plusSeconds(6));
        assertThat(ofAnotherLength.asOf()).isEqualTo(END.plusSeconds(4));
        assertSame(stored.traded(), trades(MARKET, END.minus(Duration.ofHours(24)), Instant.MAX));
    }

    @Test
    void allMarketsAreListedEachInTheDirectionOfItsQuote() {
        for (int hours : List.of(3, 24, 168)) {
            List<MarketSummary> all = db.database().snapshot(tx -> summaries.list(tx, hours, END)).stream()
                    .map(summary -> summary.quotedBy(RANKING))
                    .toList();

            List<TradePair> traded = history.byMarket().entrySet().stream()
                    .filter(market -> !StoredHistory.within(
                                    market.getValue(), END.minus(Duration.ofHours(hours)), Instant.MAX)
                            .isEmpty())
                    .map(market -> RANKING.pair(market.getKey()))
                    .toList();
            assertThat(all).extracting(MarketSummary::pair).containsExactlyInAnyOrderElementsOf(traded);
            for (MarketSummary one : all) {
                assertSame(one.traded(), trades(one.pair(), one.from(), Instant.MAX));
                assertThat(one.offers().isPresent()).isEqualTo(one.pair().equals(MARKET));
            }
        }
        assertThat(RANKING.pair(TradePair.normalised(BTC, USD)).counter()).isEqualTo(USD);
        assertThat(RANKING.pair(TradePair.normalised(BTC, XLM)).counter()).isEqualTo(XLM);
    }

    @Test
    void theBestOffersHaveTheDirectionOfTheMarket() {
        assertThat(find(MARKET, 24, END).orElseThrow().offers())
                .contains(new BestOffers(Optional.of(new Price(1, 4)), Optional.of(new Price(1, 2)), BOOK_READ));
        assertThat(find(MARKET.turned(), 24, END).orElseThrow().offers())
                .contains(new BestOffers(Optional.of(new Price(2, 1)), Optional.of(new Price(4, 1)), BOOK_READ));
    }

    @Test
    void aMarketThatDidNotTradeInTheWindowIsKnownAllTheSame() {
        MarketSummary quiet = find(MARKET, 24, END.plus(Duration.ofDays(9))).orElseThrow();

        assertThat(quiet.traded()).isEmpty();
        assertThat(quiet.vwap()).isEmpty();
        assertThat(quiet.offers()).isPresent();
    }

    @Test
    void aMarketThatWasNeverMetIsNot() {
        assertThat(find(new TradePair(XLM, NEVER_MET), 24, END)).isEmpty();
    }

    @Test
    void aWindowWithoutLengthIsAFault() {
        assertThatThrownBy(() -> find(MARKET, 0, END))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("window: expected 1 hour or more, found 0");
    }

    private Optional<MarketSummary> find(TradePair asked, int hours, Instant now) {
        return db.database().snapshot(tx -> summaries.find(tx, asked, hours, now));
    }

    /** In the direction asked for. */
    private static List<Trade> trades(TradePair asked, Instant after, Instant upTo) {
        boolean turned = !asked.isNormalised();
        return StoredHistory.within(history.trades(), after, upTo).stream()
                .filter(trade -> trade.pair().equals(turned ? asked.turned() : asked))
                .map(trade -> turned ? trade.turned() : trade)
                .toList();
    }

    private static void assertSame(Optional<MarketStats> found, List<Trade> trades) {
        assertThat(found.isPresent()).isEqualTo(!trades.isEmpty());
        found.ifPresent(stats -> assertThat(Recomputed.same(stats, Recomputed.stats(trades)))
                .as("found %s, expected %s", stats, Recomputed.stats(trades))
                .isTrue());
    }

    private static Level level(long n, long d) {
        return new Level(new Price(n, d), Amount.parse("10"));
    }
}
