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

/** A ledger while its trades are made: operation by operation, each with one or more. */
final class Draft {

    /** From here on an offer id is an operation's id plus this, standing for an offer that was never stored. */
    private static final long SYNTHETIC_OFFERS = 1L << 62;

    private final LedgerSequence sequence;
    private final Instant closedAt;
    private final Dice dice;
    private final int wanted;
    private final List<LedgerTrade> trades = new ArrayList<>();
    private int transaction;
    private long toid;
    private int index;

    /** @param wanted how many trades it is to hold */
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

    /** Who takes an offer has none itself, or one that was left over. */
    TradeParty taker(AccountId account) {
        return new TradeParty.OfferParty(account, SYNTHETIC_OFFERS + toid);
    }

    /**
     * Adds a trade of the operation; amounts in stroops.
     *
     * @param baseIsSeller whether the base side was there first
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
