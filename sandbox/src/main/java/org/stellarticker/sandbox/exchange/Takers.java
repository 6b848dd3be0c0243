package org.stellarticker.sandbox.exchange;

import java.util.List;
import org.stellarticker.exchange.Side;
import org.stellarticker.sandbox.market.math.Dice;

/** Takes offers of a market at random moments: as often as the simulation would, on average, and in bursts. */
final class Takers {

    private static final double QUIET = 0.08;
    private static final double AT_ANY_PRICE = 0.7;

    /** The median of what is taken at once, in US dollars, and how far from it most is. */
    private static final double DOLLARS = 90;

    private static final double SPREAD = 1.3;

    /** How far from the fair price, in half spreads, a taker goes that names a price. */
    private static final double WILLING = 4;

    private final ExchangeMarket market;
    private final List<BotAccount> accounts;
    private final long seed;

    Takers(ExchangeMarket market, List<BotAccount> accounts, long seed) {
        this.market = market;
        this.accounts = List.copyOf(accounts);
        this.seed = seed;
    }

    /**
     * Sends what is taken in a part of a second; the accounts await the answers.
     *
     * @param moment counts these parts
     * @param seconds how long the part is
     */
    void take(int ledger, long moment, double seconds) {
        Dice dice = Dice.of(seed, "takers of " + market.instrument().symbol(), moment);
        double rate = market.fair().tradesPerSecond(ledger);
        int orders = (int) (burst(dice) * seconds * rate / (1 - QUIET) + dice.uniform());
        for (int i = 0; i < orders; i++) {
            // Many orders are small ones, so that the offers last until they are filled up.
            double median = Math.min(DOLLARS, market.fair().depth() / 500 / Math.max(1, rate));
            order(dice, ledger, dice.aroundMedian(median, SPREAD));
        }
    }

    private static double burst(Dice dice) {
        return dice.chance(QUIET) ? 0 : -StrictMath.log(1 - dice.uniform());
    }

    private void order(Dice dice, int ledger, double dollars) {
        int instrument = market.instrument().number();
        BotAccount account = accounts.get(dice.below(accounts.size()));
        Side side = dice.chance(0.5) ? Side.BUY : Side.SELL;
        long amount = market.amount(dollars, ledger, 2);
        if (dice.chance(AT_ANY_PRICE)) {
            account.takeAtAnyPrice(instrument, side, amount);
        } else {
            double off = WILLING * market.fair().halfSpread(ledger);
            double price = market.fair().at(ledger) * (side == Side.BUY ? 1 + off : 1 - off);
            account.take(instrument, side, market.ticks(price), amount);
        }
    }
}
