package org.stellarticker.graphqlserver.rest;

import java.util.Optional;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.graphqlserver.rest.form.RowForm;

/** A trade of a list. */
final class TradeItem {

    static final RowForm<MarketTrade> FORM = new RowForm.Builder<MarketTrade>()
            .text("paging_token", row -> row.trade().id().toString())
            .number("ledger", row -> row.trade().id().ledger().value())
            .time("ledger_close_time", row -> row.trade().ledgerCloseTime())
            .text("type", row -> row.trade().type().word())
            .asset("base", row -> row.trade().base().asset())
            .asset("counter", row -> row.trade().counter().asset())
            .decimal("base_amount", row -> row.trade().base().amount().units())
            .decimal("counter_amount", row -> row.trade().counter().amount().units())
            .text("price", row -> PlainDecimal.of(row.trade().price()))
            // Texts: many readers of JSON round a number of 64 bits.
            .text("price_n", row -> Long.toString(row.trade().price().n()))
            .text("price_d", row -> Long.toString(row.trade().price().d()))
            .flag("base_is_seller", row -> row.trade().baseIsSeller())
            .optionalText("base_account", row -> account(row.trade().base().party()))
            .optionalText("base_offer_id", row -> offer(row.trade().base().party()))
            .optionalText(
                    "counter_account", row -> account(row.trade().counter().party()))
            .optionalText("counter_offer_id", row -> offer(row.trade().counter().party()))
            .optionalText("liquidity_pool_id", row -> pool(row.trade()))
            .optionalNumber("liquidity_pool_fee_bp", row -> row.trade().poolFee())
            .text("ingested_from", row -> row.ingestedFrom().word())
            .time("stored_at", MarketTrade::storedAt)
            .build();

    private TradeItem() {}

    private static Optional<String> account(TradeParty party) {
        return party instanceof OfferParty offer ? Optional.of(offer.account().value()) : Optional.empty();
    }

    private static Optional<String> offer(TradeParty party) {
        return party instanceof OfferParty offer && offer.offerId().isPresent()
                ? Optional.of(Long.toString(offer.offerId().getAsLong()))
                : Optional.empty();
    }

    private static Optional<String> pool(Trade trade) {
        return trade.base().party() instanceof PoolParty(String id)
                ? Optional.of(id)
                : trade.counter().party() instanceof PoolParty(String other) ? Optional.of(other) : Optional.empty();
    }
}
