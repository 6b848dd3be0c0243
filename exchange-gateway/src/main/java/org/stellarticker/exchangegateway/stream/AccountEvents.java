package org.stellarticker.exchangegateway.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Balance;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Order;
import org.stellarticker.exchangegateway.order.Decimals;
import org.stellarticker.exchangegateway.order.InstrumentList;
import org.stellarticker.exchangegateway.order.OrderJson;
import org.stellarticker.http.Json;
import org.stellarticker.http.stream.ServerSentEvent;

/** The form of what an account is sent. */
public final class AccountEvents {

    /** No account has this number. */
    static final long NONE = -1;

    private AccountEvents() {}

    /** Returns the account that an event concerns alone; {@link #NONE} where it is public. */
    static long account(Event event) {
        return switch (event) {
            case Event.OrderAccepted accepted -> accepted.order().account();
            case Event.OrderUpdated updated -> updated.order().account();
            case Event.OrderClosed closed -> closed.order().account();
            case Event.BalanceChanged balance -> balance.account();
            case Event.Filled _, Event.LevelChanged _ -> NONE;
        };
    }

    static boolean isOfOrder(Event event) {
        return !(event instanceof Event.BalanceChanged);
    }

    /** Returns the server-sent event of an event that concerns one account. */
    static ByteBuffer of(Event event, InstrumentList instruments) {
        String id = Long.toString(event.number());
        return switch (event) {
            case Event.OrderAccepted accepted -> order(id, "order_accepted", accepted.order(), instruments);
            case Event.OrderUpdated updated -> order(id, "order_updated", updated.order(), instruments);
            case Event.OrderClosed closed -> order(id, "order_closed", closed.order(), instruments);
            case Event.BalanceChanged changed ->
                ServerSentEvent.of(
                        id,
                        "balance",
                        Json.write(json -> writeBalance(json, changed.asset(), changed.total(), changed.held())));
            case Event.Filled _, Event.LevelChanged _ ->
                throw new IllegalArgumentException("event: expected one of an account, found " + event);
        };
    }

    private static ByteBuffer order(String id, String type, Order order, InstrumentList instruments) {
        return ServerSentEvent.of(id, type, OrderJson.of(order, instruments.get(order.instrument())));
    }

    /** Returns the event with which a stream begins: the account, and its open orders. */
    static ByteBuffer snapshot(long position, Account account, List<Order> orders, InstrumentList instruments) {
        return ServerSentEvent.of(Long.toString(position), "snapshot", Json.write(json -> {
            json.writeStartObject();
            json.writeFieldName("account");
            write(json, account);
            json.writeArrayFieldStart("orders");
            for (Order order : orders) {
                OrderJson.write(json, order, instruments.get(order.instrument()));
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /** Writes an account with its balances. */
    public static void write(JsonGenerator json, Account account) throws IOException {
        json.writeStartObject();
        json.writeNumberField("account", account.number());
        json.writeStringField("subject", account.subject());
        json.writeArrayFieldStart("balances");
        for (Balance balance : account.balances()) {
            writeBalance(json, balance.asset(), balance.total(), balance.held());
        }
        json.writeEndArray();
        json.writeNumberField("open_orders", account.openOrders());
        json.writeEndObject();
    }

    private static void writeBalance(JsonGenerator json, Asset asset, long total, long held) throws IOException {
        json.writeStartObject();
        json.writeStringField("asset", asset.sep11());
        json.writeStringField("total", Decimals.text(total, Amount.SCALE));
        json.writeStringField("held", Decimals.text(held, Amount.SCALE));
        json.writeStringField("available", Decimals.text(total - held, Amount.SCALE));
        json.writeEndObject();
    }
}
