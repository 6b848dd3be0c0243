package org.stellarticker.graphqlserver.rest;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.graphqlserver.rest.form.DirectoryForm;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.marketdata.directory.DescribedTrade;

/** A trade, in lists and streams. */
final class TradeItem {

    /** A trade as a stream reports it. */
    static final RowForm<MarketTrade> EVENT =
            members(Function.<MarketTrade>identity()).build();

    /** A trade of a list, with what the directory says about its accounts. */
    static final RowForm<DescribedTrade> FORM = members(DescribedTrade::trade)
            .object("base_account_directory", DescribedTrade::base, DirectoryForm.FORM)
            .object("counter_account_directory", DescribedTrade::counter, DirectoryForm.FORM)
            .texts("warnings", DescribedTrade::warnings)
            .build();

    private static <R> RowForm.Builder<R> members(Function<R, MarketTrade> trade) {
        return new RowForm.Builder<R>()
                .text("paging_token", row -> trade.apply(row).trade().id().toString())
                .number("ledger", row -> trade.apply(row).trade().id().ledger().value())
                .time("ledger_close_time", row -> trade.apply(row).trade().ledgerCloseTime())
                .text("type", row -> trade.apply(row).trade().type().word())
                .asset("base", row -> trade.apply(row).trade().base().asset())
                .asset("counter", row -> trade.apply(row).trade().counter().asset())
                .decimal(
                        "base_amount",
                        row -> trade.apply(row).trade().base().amount().units())
                .decimal(
                        "counter_amount",
                        row -> trade.apply(row).trade().counter().amount().units())
                .text("price", row -> PlainDecimal.of(trade.apply(row).trade().price()))
                // Texts: many readers of JSON round a number of 64 bits.
                .text(
                        "price_n",
                        row -> Long.toString(trade.apply(row).trade().price().n()))
                .text(
                        "price_d",
                        row -> Long.toString(trade.apply(row).trade().price().d()))
                .flag("base_is_seller", row -> trade.apply(row).trade().baseIsSeller())
                .optionalText(
                        "base_account",
                        row -> trade.apply(row).trade().base().party().findAddress())
                .optionalText(
                        "base_offer_id",
                        row -> text(trade.apply(row).trade().base().party().findOffer()))
                .optionalText(
                        "counter_account",
                        row -> trade.apply(row).trade().counter().party().findAddress())
                .optionalText(
                        "counter_offer_id",
                        row -> text(trade.apply(row).trade().counter().party().findOffer()))
                .optionalText(
                        "liquidity_pool_id", row -> trade.apply(row).trade().poolId())
                .optionalNumber(
                        "liquidity_pool_fee_bp", row -> trade.apply(row).trade().poolFee())
                .text("ingested_from", row -> trade.apply(row).ingestedFrom().word())
                .time("stored_at", row -> trade.apply(row).storedAt());
    }

    private TradeItem() {}

    private static Optional<String> text(OptionalLong number) {
        return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
    }
}
