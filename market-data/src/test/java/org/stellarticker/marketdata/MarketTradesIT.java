package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.db.trade.TradeSource;

class MarketTradesIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final TradePair MARKET = TradePair.normalised(XLM, USD);

    private static List<Trade> stored = List.of();

    private final MarketTrades trades = new MarketTrades();

    @BeforeAll
    static void store() {
        stored = StoredHistory.store(db, 31).of(MARKET);
        assertThat(stored).hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 50, 1000})
    void pagesGiveEachTradeOnceInEitherOrder(int most) {
        assertThat(paged(MARKET, PageOrder.ASCENDING, most)).isEqualTo(stored);
        assertThat(paged(MARKET, PageOrder.DESCENDING, most)).isEqualTo(stored.reversed());
    }

    @Test
    void theTradesHaveTheDirectionThatIsAskedFor() {
        assertThat(paged(MARKET.turned(), PageOrder.ASCENDING, 20))
                .isEqualTo(stored.stream().map(Trade::turned).toList());
    }

    @Test
    void aPageBeginsBehindATradeAlsoOneThatIsNotStored() {
        Trade tenth = stored.get(10);
        // Of a ledger in which nothing was traded, and at either end of time.
        var nowhere = new TradeId(((tenth.id().ledger().value() - 1) << 32) + 77, 3);

        assertThat(page(PageOrder.ASCENDING, Optional.of(tenth.id()), 1)).containsExactly(stored.get(11));
        assertThat(page(PageOrder.DESCENDING, Optional.of(tenth.id()), 1)).containsExactly(stored.get(9));
        assertThat(page(PageOrder.ASCENDING, Optional.of(nowhere), 1)).containsExactly(next(nowhere));
        assertThat(page(PageOrder.ASCENDING, Optional.of(new TradeId(0, 0)), 1)).containsExactly(stored.getFirst());
        assertThat(page(PageOrder.DESCENDING, Optional.of(new TradeId(Long.MAX_VALUE, 0)), 1))
                .containsExactly(stored.getLast());
        assertThat(page(PageOrder.ASCENDING, Optional.of(new TradeId(Long.MAX_VALUE, 0)), 1))
                .isEmpty();
        assertThat(page(PageOrder.DESCENDING, Optional.of(new TradeId(0, 0)), 1))
                .isEmpty();
    }

    private static Trade next(TradeId after) {
        return stored.stream()
                .filter(trade -> trade.id().compareTo(after) > 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theLastPageSaysThatNothingFollows() {
        TradePage all = list(MARKET, PageOrder.ASCENDING, Optional.empty(), stored.size());

        assertThat(all.trades()).hasSize(stored.size());
        assertThat(all.next()).isEmpty();
        assertThat(list(MARKET, PageOrder.ASCENDING, Optional.empty(), stored.size() - 1)
                        .next())
                .contains(stored.get(stored.size() - 2).id());
    }

    @Test
    void aTradeReportsByWhatWayItCame() {
        MarketTrade first =
                list(MARKET, PageOrder.ASCENDING, Optional.empty(), 1).trades().getFirst();

        assertThat(first.ingestedFrom()).isEqualTo(TradeSource.PAGE);
        assertThat(db.rows("select '" + first.storedAt() + "' = stored_at from trade where toid = "
                        + first.trade().id().toid() + " and trade_index = "
                        + first.trade().id().index()))
                .containsExactly("t");
    }

    @Test
    void aMarketThatWasNeverMetHasNoTrades() {
        var never = new TradePair(XLM, Asset.issued("NEVER", "G" + "N".repeat(55)));

        assertThat(list(never, PageOrder.DESCENDING, Optional.empty(), 10))
                .isEqualTo(new TradePage(List.of(), Optional.empty()));
    }

    @Test
    void aPageOfNothingIsAFault() {
        assertThatThrownBy(() -> list(MARKET, PageOrder.ASCENDING, Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trades: expected a limit of 1 or more, found 0");
    }

    private List<Trade> paged(TradePair asked, PageOrder order, int most) {
        var all = new ArrayList<Trade>();
        Optional<TradeId> after = Optional.empty();
        do {
            TradePage page = list(asked, order, after, most);
            assertThat(page.trades().size()).isLessThanOrEqualTo(most);
            page.trades().forEach(trade -> all.add(trade.trade()));
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private List<Trade> page(PageOrder order, Optional<TradeId> after, int most) {
        return list(MARKET, order, after, most).trades().stream()
                .map(MarketTrade::trade)
                .toList();
    }

    private TradePage list(TradePair asked, PageOrder order, Optional<TradeId> after, int most) {
        return db.database().snapshot(tx -> trades.list(tx, asked, TradeQuery.of(order, after, most)));
    }
}
