package org.stellarticker.exchangegateway.order;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.stellarticker.core.market.Amount;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.http.Json;

/** Orders as JSON. Amounts and prices are texts, so that no reader rounds them. */
public final class OrderJson {

    private OrderJson() {}

    public static byte[] of(Order order, Instrument instrument) {
        return Json.write(json -> write(json, order, instrument));
    }

    public static void write(JsonGenerator json, Order order, Instrument instrument) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", order.id().toString());
        if (order.clientOrderId().isEmpty()) {
            json.writeNullField("client_order_id");
        } else {
            json.writeStringField("client_order_id", order.clientOrderId());
        }
        json.writeStringField("instrument", instrument.symbol());
        json.writeStringField("side", order.side().text());
        json.writeStringField("type", order.type().text());
        json.writeStringField("time_in_force", order.timeInForce().text());
        json.writeBooleanField("post_only", order.postOnly());
        if (order.type() == OrderType.MARKET) {
            json.writeNullField("price");
        } else {
            json.writeStringField("price", Decimals.text(order.price(), instrument.priceDecimals()));
        }
        json.writeStringField("amount", units(order.amount()));
        json.writeStringField("executed_amount", units(order.executedAmount()));
        json.writeStringField("executed_counter_amount", units(order.executedCounterAmount()));
        json.writeStringField("status", order.status().text());
        json.writeStringField("created_at", order.createdAt().toString());
        json.writeStringField("received_at", order.receivedAt().toString());
        json.writeStringField("updated_at", order.updatedAt().toString());
        json.writeEndObject();
    }

    private static String units(long stroops) {
        return Decimals.text(stroops, Amount.SCALE);
    }
}
