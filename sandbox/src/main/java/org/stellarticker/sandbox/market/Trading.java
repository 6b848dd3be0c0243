package org.stellarticker.sandbox.market;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.market.math.Dice;
import org.stellarticker.sandbox.market.math.MarketTime;
import org.stellarticker.sandbox.market.math.Stroops;

/** Makes the trades of ledgers, one ledger after the other. */
final class Trading {

    private static final double PATH_PAYMENTS = 0.12;
    private static final int HOPS_AT_MOST = 4;
    private static final double DUST = 0.05;
    private static final double TRADES_OF_NOTHING = 0.002;

    private static final double FEE = PoolIds.FEE / 10_000.0;

    /**
     * A pool whose price differs by more than its fee and this part is an arbitrage, which an account takes before the
     * next trade.
     */
    private static final double WORTH_A_TRADE = 0.0004;

    /**
     * The part of trades that go to a pool when it gives at least as much as the best offer, and when it gives less.
     */
    private static final double TO_A_BETTER_POOL = 0.65;

    private static final double TO_A_WORSE_POOL = 0.12;

    private final long seed;
    private final Worths worths;
    private final Spreads spreads;
    private final Map<PoolId, Reserves> pools;
    private final Choice choice;
    private final Accounts accounts = new Accounts();

    private Dice dice = new Dice(0);
    private Draft draft = new Draft(new LedgerSequence(0), Instant.EPOCH, 0, dice);
    private long second;

    /**
     * Starts trading.
     *
     * @param choice among the markets to trade
     * @param pools the reserves before the next ledger
     */
    Trading(Choice choice, Worths worths, long seed, Map<PoolId, Reserves> pools) {
        this.seed = seed;
        this.worths = worths;
        this.spreads = new Spreads(seed);
        this.pools = pools;
        this.choice = choice;
    }

    ClosedLedger ledger(LedgerSequence sequence, Instant closedAt, int trades) {
        dice = Dice.of(seed, "trading", sequence.value());
        draft = new Draft(sequence, closedAt, trades, dice);
        second = MarketTime.second((int) sequence.value());
        while (draft.room() > 0) {
            trade();
        }
        return draft.close();
    }

    private void trade() {
        Market market = choice.market(dice);
        if (draft.room() > 1 && !market.isOneSided() && dice.chance(PATH_PAYMENTS)) {
            payAlongAPath(choice.path(market, 2 + dice.below(HOPS_AT_MOST - 1), dice));
        } else if (market.dust() != Market.Dust.NONE && dice.chance(DUST)) {
            tradeDust(market);
        } else if (market.book() == Market.Book.BOTH && dice.chance(TRADES_OF_NOTHING)) {
            tradeNothing(market);
        } else if (goesToThePool(market)) {
            swap(market);
        } else {
            takeOffers(market);
        }
    }

    private boolean goesToThePool(Market market) {
        if (market.pool().isEmpty() || market.book() == Market.Book.NONE) {
            return market.pool().isPresent();
        }
        boolean better = StrictMath.abs(off(market)) >= FEE - spreads.half(market, second);
        return dice.chance(better ? TO_A_BETTER_POOL : TO_A_WORSE_POOL);
    }

    /** Returns how far a market's pool is above the fair price, as a part of it. */
    private double off(Market market) {
        return reserves(market).price() / worths.price(market, second) - 1;
    }

    private double dollars(Market market) {
        return Math.min(40_000, Math.max(5, dice.aroundMedian(90 / (1 + 0.02 * market.rank()), 1.3)));
    }

    private boolean givesBase(Market market) {
        return switch (market.book()) {
            case ASKS -> false;
            case BIDS -> true;
            default -> dice.chance(0.5);
        };
    }

    /** Makes one operation that takes one offer or a few, each a little worse than the one before. */
    private void takeOffers(Market market) {
        boolean givesBase = givesBase(market);
        AccountId taker = accounts.taker(dice);
        int offers = Math.min(draft.room(), dice.chance(0.85) ? 1 : 2 + dice.below(3));
        long in = worths.stroops(givesBase ? market.base() : market.counter(), dollars(market) / offers, second);
        double depth = 0.1 + 0.5 * dice.uniform();
        draft.beginOperation();
        for (int i = 0; i < offers; i++) {
            take(market, taker, givesBase, in, depth + 0.3 * i / offers);
        }
    }

    /**
     * Takes an offer.
     *
     * @param depth the position between the fair price and the best remaining offer, 0 to 1
     * @return the amount received
     */
    private long take(Market market, AccountId taker, boolean givesBase, long in, double depth) {
        double off = spreads.half(market, second) * depth;
        Price price = Stroops.price(worths.price(market, second) * (givesBase ? 1 - off : 1 + off));
        long out = givesBase ? Stroops.scale(in, price.n(), price.d()) : Stroops.scale(in, price.d(), price.n());
        TradeParty maker = new OfferParty(accounts.maker(dice), 1_000_000_000L + dice.below(700_000_000));
        addTaken(market, taker, maker, givesBase, in, out, price);
        return out;
    }

    private void addTaken(
            Market market, AccountId account, TradeParty maker, boolean givesBase, long in, long out, Price price) {
        TradeParty taker = draft.taker(account);
        if (givesBase) {
            draft.add(market, in, taker, out, maker, price, false, OptionalInt.empty());
        } else {
            draft.add(market, out, maker, in, taker, price, true, OptionalInt.empty());
        }
    }

    /** Trades so few stroops that the other side's amount is rounded to nothing. */
    private void tradeNothing(Market market) {
        Price price = Stroops.price(worths.price(market, second));
        boolean baseIsCheaper = price.n() < price.d();
        TradeParty maker = new OfferParty(accounts.maker(dice), 1_000_000_000L + dice.below(700_000_000));
        draft.beginOperation();
        long in = 1;
        long out = baseIsCheaper ? Stroops.scale(in, price.n(), price.d()) : Stroops.scale(in, price.d(), price.n());
        addTaken(market, accounts.taker(dice), maker, baseIsCheaper, in, out, price);
    }

    /** Trades with the pool, after an arbitrage trade where its price needs one. */
    private void swap(Market market) {
        arbitrage(market);
        if (draft.room() > 0) {
            // Where there are offers, too, they are better in the direction in which the pool is expensive.
            boolean givesBase = market.book() == Market.Book.NONE ? dice.chance(0.5) : off(market) > 0;
            Reserves pool = reserves(market);
            long held = givesBase ? pool.base() : pool.counter();
            long in = worths.stroops(givesBase ? market.base() : market.counter(), dollars(market), second);
            draft.beginOperation();
            swap(market, accounts.taker(dice), givesBase, Math.max(1, Math.min(in, held / 500)));
        }
    }

    private void arbitrage(Market market) {
        Reserves pool = reserves(market);
        double off = off(market);
        if (StrictMath.abs(off) > FEE + WORTH_A_TRADE) {
            boolean givesBase = off > 0;
            // Beyond this point the fee exceeds the gain.
            double worthIt = worths.price(market, second) * (givesBase ? 1 + FEE : 1 - FEE);
            draft.beginOperation();
            swap(market, accounts.arbitrageur(dice), givesBase, pool.inToReach(givesBase, worthIt));
        }
    }

    /**
     * Trades with the pool.
     *
     * @return what the pool gave; 0 when that rounds to nothing, and no trade was made then
     */
    private long swap(Market market, AccountId account, boolean givesBase, long in) {
        Reserves pool = reserves(market);
        long out = pool.outFor(givesBase, in);
        if (out > 0) {
            addSwapped(market, account, givesBase, in, out, 1 - out / pool.exactlyFor(givesBase, in));
            pool.move(givesBase, in, out);
        }
        return out;
    }

    private void addSwapped(
            Market market, AccountId account, boolean givesBase, long in, long out, double roundedOffPart) {
        TradeParty pool = new PoolParty(market.pool().orElseThrow().toString());
        TradeParty taker = draft.taker(account);
        var slippage = OptionalInt.of((int) Math.min(Integer.MAX_VALUE, Math.max(0, Math.round(roundedOffPart * 1e4))));
        if (givesBase) {
            draft.add(market, in, taker, out, pool, new Price(out, in), false, slippage);
        } else {
            draft.add(market, out, pool, in, taker, new Price(in, out), true, slippage);
        }
    }

    private Reserves reserves(Market market) {
        return Objects.requireNonNull(pools.get(market.pool().orElseThrow()));
    }

    /** Trades some hundred stroops of the more valuable asset, or exactly a few of the other one. */
    private void tradeDust(Market market) {
        boolean givesBase = reserves(market).price() > 1;
        if (market.dust() == Market.Dust.ABSURD) {
            sweepACrumb(market, givesBase);
        } else {
            draft.beginOperation();
            swap(market, accounts.taker(dice), givesBase, 100L + dice.below(900));
        }
    }

    /** Pays a few stroops of the less valuable asset with one of the other, which is far too much. */
    private void sweepACrumb(Market market, boolean givesBase) {
        Reserves pool = reserves(market);
        long out = 1L + dice.below(15);
        double exactly = pool.exactlyToGet(givesBase, out);
        long in = (long) StrictMath.ceil(exactly);
        draft.beginOperation();
        addSwapped(market, accounts.taker(dice), givesBase, in, out, in / exactly - 1);
        pool.move(givesBase, in, out);
    }

    /** Makes one path payment; each hop gives what the one before received. */
    private void payAlongAPath(List<Market> path) {
        for (Market market : path) {
            if (market.pool().isPresent() && draft.room() > path.size()) {
                arbitrage(market);
            }
        }
        MarketAsset given = Choice.start(path);
        AccountId payer = accounts.taker(dice);
        long amount = worths.stroops(given, dollars(path.getFirst()), second);
        draft.beginOperation();
        for (Market market : path.subList(0, Math.min(path.size(), draft.room()))) {
            boolean givesBase = market.isBase(given);
            long got = hop(market, payer, givesBase, amount);
            if (got == 0) {
                return;
            }
            amount = got;
            given = market.otherThan(given);
        }
    }

    private long hop(Market market, AccountId payer, boolean givesBase, long in) {
        if (market.pool().isEmpty()) {
            return take(market, payer, givesBase, in, 0.5 * dice.uniform());
        }
        Reserves pool = reserves(market);
        boolean small = in <= (givesBase ? pool.base() : pool.counter()) / 400;
        double cost = FEE + (givesBase ? -off(market) : off(market));
        if (market.book() == Market.Book.NONE) {
            // The amount exceeds the pool; the payment ends before it.
            return small ? swap(market, payer, givesBase, in) : 0;
        }
        return small && cost <= Math.max(spreads.half(market, second), 0.0015) && dice.chance(0.8)
                ? swap(market, payer, givesBase, in)
                : take(market, payer, givesBase, in, 0.5 * dice.uniform());
    }
}
