package org.stellarticker.graphqlserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.db.trade.MarketTrade;
import org.stellarticker.graphqlserver.http.Json;

/** A stored trade, as JSON. */
final class TradeJson {

    private TradeJson() {}

    static void write(JsonGenerator json, MarketTrade stored) throws IOException {
        Trade trade = stored.trade();
        json.writeStartObject();
        json.writeStringField("paging_token", trade.id().toString());
        json.writeNumberField("ledger", trade.id().ledger().value());
        json.writeStringField("ledger_close_time", trade.ledgerCloseTime().toString());
        json.writeStringField("type", trade.type().word());
        json.writeStringField("base", RestForms.sep11(trade.base().asset()));
        json.writeStringField("counter", RestForms.sep11(trade.counter().asset()));
        json.writeStringField(
                "base_amount", PlainDecimal.of(trade.base().amount().units()));
        json.writeStringField(
                "counter_amount", PlainDecimal.of(trade.counter().amount().units()));
        json.writeStringField("price", PlainDecimal.of(trade.price()));
        json.writeStringField("price_n", Long.toString(trade.price().n()));
        json.writeStringField("price_d", Long.toString(trade.price().d()));
        json.writeBooleanField("base_is_seller", trade.baseIsSeller());
        Json.writeText(json, "base_account", account(trade.base().party()));
        Json.writeText(json, "counter_account", account(trade.counter().party()));
        Json.writeText(
                json,
                "liquidity_pool_id",
                pool(trade.base().party()).or(() -> pool(trade.counter().party())));
        json.writeStringField("ingested_from", stored.ingestedFrom().word());
        json.writeStringField("stored_at", stored.storedAt().toString());
        json.writeEndObject();
    }

    private static Optional<String> account(TradeParty party) {
        return party instanceof OfferParty offer ? Optional.of(offer.account().value()) : Optional.empty();
    }

    private static Optional<String> pool(TradeParty party) {
        return party instanceof PoolParty(String id) ? Optional.of(id) : Optional.empty();
    }
}
