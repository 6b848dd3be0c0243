package org.stellarticker.sandbox.market;

import java.util.ArrayList;
import java.util.List;
import org.stellarticker.sandbox.market.math.Dice;
import org.stellarticker.sandbox.market.math.MarketTime;
import org.stellarticker.sandbox.market.math.Stroops;
import org.stellarticker.sandbox.network.OrderBookState;
import org.stellarticker.sandbox.network.OrderBookState.Level;

/**
 * Makes the offers of a market from the seed and the ledger: near the fair price, which they follow without a trade,
 * too.
 */
final class Books {

    /** The number of ledgers for which an offer's amount stays. */
    private static final int LEDGERS_OF_AN_OFFER = 64;

    private static final int FEWEST_LEVELS = 20;
    private static final int MORE_LEVELS = 41;

    private enum BookSide {
        BIDS("bids", -1),
        ASKS("asks", 1);

        private final String word;
        /** The distance from the fair price. */
        private final int direction;

        BookSide(String word, int direction) {
            this.word = word;
            this.direction = direction;
        }
    }

    /** The distance between two offers: a part of the half spread, and a part of the price. */
    private static final double STEP_OF_SPREAD = 0.3;

    private static final double STEP_OF_PRICE = 0.0003;

    private final Worths worths;
    private final Spreads spreads;
    private final long seed;

    Books(Worths worths, long seed) {
        this.worths = worths;
        this.spreads = new Spreads(seed);
        this.seed = seed;
    }

    /** Returns the book as of a ledger. */
    OrderBookState of(Market market, int ledger) {
        return switch (market.book()) {
            case NONE -> OrderBookState.EMPTY;
            case BIDS -> new OrderBookState(side(market, BookSide.BIDS, ledger), List.of());
            case ASKS -> new OrderBookState(List.of(), side(market, BookSide.ASKS, ledger));
            case BOTH -> new OrderBookState(side(market, BookSide.BIDS, ledger), side(market, BookSide.ASKS, ledger));
        };
    }

    private List<Level> side(Market market, BookSide side, int ledger) {
        long second = MarketTime.second(ledger);
        double fair = worths.price(market, second);
        MarketAsset offered = side == BookSide.ASKS ? market.base() : market.counter();
        Dice prices = Dice.of(seed, side.word, market.rank());
        int count = FEWEST_LEVELS + prices.below(MORE_LEVELS);
        List<Level> levels = new ArrayList<>(count);
        double halfSpread = spreads.half(market, second);
        double step = STEP_OF_SPREAD * halfSpread + STEP_OF_PRICE;
        for (int i = 0; i < count; i++) {
            // The best offer is at the half spread, each next one about a step further.
            double off = halfSpread + step * (i == 0 ? 0 : i + 0.8 * prices.uniform());
            double price = fair * (1 + side.direction * off);
            levels.add(
                    new Level(Stroops.price(price), worths.stroops(offered, dollars(market, side, i, ledger), second)));
        }
        return levels;
    }

    private double dollars(Market market, BookSide side, int level, int ledger) {
        // Levels change at different times, not all at once.
        long age = (ledger + level * 7L) / LEDGERS_OF_AN_OFFER;
        Dice amounts = Dice.of(seed, side.word, (market.rank() * 64L + level + 64) * 0x1_0000_0000L + age);
        return amounts.aroundMedian(market.depth() / 2_000 * (1 + 0.15 * level), 0.7);
    }
}
