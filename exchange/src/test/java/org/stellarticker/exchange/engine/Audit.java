package org.stellarticker.exchange.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.stellarticker.exchange.Side;

/** Adds up an engine's whole state anew, and compares it with what the engine keeps. */
public final class Audit {

    private Audit() {}

    public static void check(Engine engine) {
        int assets = engine.assets().size();
        for (int asset = 0; asset < assets; asset++) {
            assertThat(engine.sum(asset)).as("sum of asset %s", asset).isZero();
        }
        for (int number = 1; number <= engine.accountCount(); number++) {
            checkHolds(engine, engine.accounts.get(number));
        }
        for (OrderBook book : engine.books) {
            checkSide(book.bids);
            checkSide(book.asks);
            PriceLevel bid = book.bids.best();
            PriceLevel ask = book.asks.best();
            assertThat(bid == null || ask == null || bid.price < ask.price)
                    .as("bids below asks")
                    .isTrue();
        }
    }

    private static void checkHolds(Engine engine, AccountEntry account) {
        long[] held = new long[engine.assets().size()];
        int open = 0;
        for (OrderEntry order = account.newestOpen; order != null; order = order.olderOpen) {
            OrderBook book = engine.books[order.instrument];
            held[book.held(order.side)] += order.hold;
            assertThat(order.hold).isEqualTo(book.hold(order.side, order.open(), order.price));
            open++;
        }
        assertThat(account.openOrders).isEqualTo(open);
        assertThat(account.held).as("held by account %s", account.number).isEqualTo(held);
        for (int asset = 0; asset < held.length; asset++) {
            assertThat(account.available(asset)).as("available").isNotNegative();
        }
    }

    private static void checkSide(BookSide side) {
        long better = side.side == Side.BUY ? Long.MAX_VALUE : 0;
        for (int rank = 0; rank < side.size(); rank++) {
            PriceLevel level = Objects.requireNonNull(side.level(rank));
            assertThat(side.side == Side.BUY ? level.price < better : level.price > better)
                    .isTrue();
            better = level.price;
            long amount = 0;
            int orders = 0;
            for (OrderEntry order = level.first; order != null; order = order.laterAtLevel) {
                assertThat(order.level).isSameAs(level);
                assertThat(order.price).isEqualTo(level.price);
                amount += order.open();
                orders++;
            }
            assertThat(level.amount).isEqualTo(amount);
            assertThat(level.orders).isEqualTo(orders).isPositive();
        }
    }
}
