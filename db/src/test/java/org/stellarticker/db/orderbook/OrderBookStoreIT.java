package org.stellarticker.db.orderbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.stellarticker.db.trade.Trades.BTC;
import static org.stellarticker.db.trade.Trades.EUR;
import static org.stellarticker.db.trade.Trades.NOON;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.db.trade.Trades.XLM;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;

class OrderBookStoreIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final OrderBookStore books = new OrderBookStore();

    @Test
    void theLastSummaryOfEachBookIsKeptAlsoOfMarketsThatNeverTraded() {
        var full = new OrderBookSummary(
                new TradePair(XLM, USD),
                2,
                new BigDecimal("12.5000000"),
                Optional.of(new Price(1, 3)),
                1,
                new BigDecimal("3.333333333333333333333333333333333"),
                Optional.of(new Price(Long.MAX_VALUE, 2)),
                NOON);
        var empty = new OrderBookSummary(
                new TradePair(EUR, BTC),
                0,
                BigDecimal.ZERO,
                Optional.empty(),
                0,
                BigDecimal.ZERO,
                Optional.empty(),
                NOON.plusSeconds(1));
        var before = new OrderBookSummary(
                full.pair(), 9, BigDecimal.TEN, Optional.empty(), 9, BigDecimal.TEN, Optional.empty(), NOON);

        db.database().commit(tx -> List.of(before, empty, full).forEach(book -> books.save(tx, book)));

        assertThat(db.database().<List<OrderBookSummary>>snapshot(books::list)).containsExactly(empty, full);
    }

    @Test
    void aBookInTheOtherDirectionIsRefused() {
        var turned = new OrderBookSummary(
                new TradePair(USD, XLM),
                0,
                BigDecimal.ZERO,
                Optional.empty(),
                0,
                BigDecimal.ZERO,
                Optional.empty(),
                NOON);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> db.database().commit(tx -> books.save(tx, turned)))
                .withMessageContaining("normalised");
    }
}
