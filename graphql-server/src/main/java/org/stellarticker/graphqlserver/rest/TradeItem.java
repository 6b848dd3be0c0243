package org.stellarticker.graphqlserver.rest;

import java.util.Optional;
import java.util.OptionalLong;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.market.PlainDecimal;
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
            .optionalText(
                    "base_account",
                    row -> row.trade().base().party().findAccount().map(AccountId::value))
            .optionalText(
                    "base_offer_id", row -> text(row.trade().base().party().findOffer()))
            .optionalText(
                    "counter_account",
                    row -> row.trade().counter().party().findAccount().map(AccountId::value))
            .optionalText(
                    "counter_offer_id",
                    row -> text(row.trade().counter().party().findOffer()))
            .optionalText("liquidity_pool_id", row -> row.trade().poolId())
            .optionalNumber("liquidity_pool_fee_bp", row -> row.trade().poolFee())
            .text("ingested_from", row -> row.ingestedFrom().word())
            .time("stored_at", MarketTrade::storedAt)
            .build();

    private TradeItem() {}

    private static Optional<String> text(OptionalLong number) {
        return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
    }
}
