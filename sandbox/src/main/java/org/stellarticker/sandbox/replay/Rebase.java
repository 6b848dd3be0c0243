package org.stellarticker.sandbox.replay;

import java.time.Instant;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.LedgerTrade;

/** Moves a recorded ledger to another number and another time. */
final class Rebase {

    /** An offer id from here on is an operation's id plus this number, for an offer that was never stored. */
    private static final long SYNTHETIC_OFFERS = 1L << 62;

    private final Instant closedAt;
    /** The number added to the ids of operations. */
    private final long distance;

    private Rebase(long distance, Instant closedAt) {
        this.distance = distance;
        this.closedAt = closedAt;
    }

    static ClosedLedger of(ClosedLedger recorded, LedgerSequence sequence, Instant closedAt) {
        var rebase = new Rebase(sequence.firstToid() - recorded.sequence().firstToid(), closedAt);
        return new ClosedLedger(
                sequence,
                closedAt,
                recorded.trades().stream().map(rebase::moved).toList());
    }

    private LedgerTrade moved(LedgerTrade ledgerTrade) {
        Trade trade = ledgerTrade.trade();
        return new LedgerTrade(
                new Trade(
                        new TradeId(trade.id().toid() + distance, trade.id().index()),
                        closedAt,
                        moved(trade.base()),
                        moved(trade.counter()),
                        trade.price(),
                        trade.baseIsSeller(),
                        trade.poolFee()),
                ledgerTrade.roundingSlippage());
    }

    private TradeSide moved(TradeSide side) {
        TradeParty party = switch (side.party()) {
            case OfferParty offer
            when offer.offerId().orElseThrow() >= SYNTHETIC_OFFERS ->
                new OfferParty(offer.account(), offer.offerId().getAsLong() + distance);
            case OfferParty offer -> offer;
            case PoolParty pool -> pool;
        };
        return new TradeSide(side.asset(), side.amount(), party);
    }
}
