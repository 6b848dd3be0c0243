package org.stellarticker.sandbox.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeSide;
import org.stellarticker.exchange.Fill;
import org.stellarticker.exchange.Side;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.LedgerTrade;
import org.stellarticker.sandbox.market.Accounts;

/**
 * Makes trades of the exchange's fills. Each order that took offers is one operation of a transaction of its own; its fills are the
 * operation's trades, in their order.
 */
final class FillTrades {

    /** A maker's offer has this number plus its order's. The simulation's own offers have lower numbers. */
    static final long FIRST_OFFER = 5_000_000_000L;

    /** An offer id from here on is an operation's id plus this number, for an offer that was never stored. */
    private static final long SYNTHETIC_OFFERS = 1L << 62;

    private static final int TRANSACTION_BITS = 12;
    private static final int ADDRESSES_AT_MOST = 50_000;

    private final List<ExchangeMarket> markets;
    private final Map<Long, AccountId> addresses = new HashMap<>();

    /**
     * Makes trades.
     *
     * @param markets by the numbers of their instruments
     */
    FillTrades(List<ExchangeMarket> markets) {
        this.markets = List.copyOf(markets);
    }

    /** Returns the ledger with the fills after its own trades. */
    ClosedLedger add(ClosedLedger ledger, List<Fill> fills) {
        if (fills.isEmpty()) {
            return ledger;
        }
        List<LedgerTrade> trades = new ArrayList<>(ledger.trades());
        long first = ledger.sequence().firstToid();
        long transaction = trades.isEmpty() ? 0 : (trades.getLast().trade().id().toid() - first) >> TRANSACTION_BITS;
        int index = 0;
        for (int i = 0; i < fills.size(); i++) {
            Fill fill = fills.get(i);
            boolean goesOn = i > 0 && fills.get(i - 1).takerOffer() == fill.takerOffer();
            index = goesOn ? index + 1 : 0;
            transaction += goesOn ? 0 : 1;
            var id = new TradeId(first + (transaction << TRANSACTION_BITS) + 1, index);
            trades.add(trade(fill, id, ledger));
        }
        return new ClosedLedger(ledger.sequence(), ledger.closedAt(), trades);
    }

    private LedgerTrade trade(Fill fill, TradeId id, ClosedLedger ledger) {
        ExchangeMarket market = markets.get(fill.instrument());
        TradeParty maker = new OfferParty(address(fill.makerAccount()), FIRST_OFFER + fill.makerOffer());
        TradeParty taker = new OfferParty(address(fill.takerAccount()), SYNTHETIC_OFFERS + id.toid());
        boolean takerGivesBase = fill.takerSide() == Side.SELL;
        var base = new TradeSide(
                market.instrument().base(), new Amount(fill.baseAmount()), takerGivesBase ? taker : maker);
        var counter = new TradeSide(
                market.instrument().counter(), new Amount(fill.counterAmount()), takerGivesBase ? maker : taker);
        // Whose offer was there first is the seller in a record.
        var trade = new Trade(
                id, ledger.closedAt(), base, counter, market.price(fill.price()), !takerGivesBase, OptionalInt.empty());
        return new LedgerTrade(
                market.fair().isTurned() ? trade.turned() : trade, OptionalInt.empty(), LedgerTrade.Origin.EXCHANGE);
    }

    private AccountId address(long account) {
        if (addresses.size() >= ADDRESSES_AT_MOST) {
            addresses.clear();
        }
        return addresses.computeIfAbsent(account, number -> Accounts.named("exchange account " + number));
    }
}
