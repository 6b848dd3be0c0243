package org.stellarticker.sandbox.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.LedgerTrade;
import org.stellarticker.sandbox.market.math.Dice;

/** A ledger under construction: operation by operation, each with one or more trades. */
final class Draft {

    /** An offer id from here on is an operation's id plus this number, for an offer that was never stored. */
    private static final long SYNTHETIC_OFFERS = 1L << 62;

    private final LedgerSequence sequence;
    private final Instant closedAt;
    private final Dice dice;
    private final int wanted;
    private final List<LedgerTrade> trades = new ArrayList<>();
    private int transaction;
    private long toid;
    private int index;

    /**
     * Starts a ledger.
     *
     * @param wanted the number of trades
     */
    Draft(LedgerSequence sequence, Instant closedAt, int wanted, Dice dice) {
        this.sequence = sequence;
        this.closedAt = closedAt;
        this.wanted = wanted;
        this.dice = dice;
    }

    int room() {
        return wanted - trades.size();
    }

    void beginOperation() {
        transaction += 1 + (dice.chance(0.3) ? dice.below(4) : 0);
        int operation = 1 + (dice.chance(0.15) ? dice.below(8) : 0);
        toid = sequence.firstToid() + ((long) transaction << 12) + operation;
        index = 0;
    }

    /** An account that takes an offer has no offer itself, or the rest of one. */
    TradeParty taker(AccountId account) {
        return new TradeParty.OfferParty(account, SYNTHETIC_OFFERS + toid);
    }

    /**
     * Adds a trade of the operation; amounts in stroops.
     *
     * @param baseIsSeller whether the base side's offer was there first
     */
    void add(
            Market market,
            long baseAmount,
            TradeParty baseParty,
            long counterAmount,
            TradeParty counterParty,
            Price price,
            boolean baseIsSeller,
            OptionalInt roundingSlippage) {
        boolean ofPool = roundingSlippage.isPresent();
        var trade = new Trade(
                new TradeId(toid, index),
                closedAt,
                new TradeSide(market.base().asset(), new Amount(baseAmount), baseParty),
                new TradeSide(market.counter().asset(), new Amount(counterAmount), counterParty),
                price,
                baseIsSeller,
                ofPool ? OptionalInt.of(PoolIds.FEE) : OptionalInt.empty());
        trades.add(new LedgerTrade(trade, roundingSlippage));
        index += dice.chance(0.9) ? 1 : 2 + dice.below(2);
    }

    ClosedLedger close() {
        return new ClosedLedger(sequence, closedAt, trades);
    }
}
