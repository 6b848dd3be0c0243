package org.stellarticker.exchangegateway.order;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.stellarticker.core.market.Amount;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.http.JsonMembers;

/** Reads the fields of orders, and says of each what was expected. */
public final class OrderFields {

    private static final Pattern CLIENT_ORDER_ID = Pattern.compile("[A-Za-z0-9._:/-]{1,36}");
    private static final String CLIENT_ORDER_ID_EXPECTED =
            "1 to 36 of the characters A-Z a-z 0-9 . _ : / -, another one for each order";

    /** No instrument has more. */
    private static final int MOST_PRICE_DECIMALS = 9;

    private static final Map<String, Side> SIDES = words(Side.values(), Side::text);
    private static final Map<String, OrderType> TYPES = words(OrderType.values(), OrderType::text);
    private static final Map<String, TimeInForce> TIMES_IN_FORCE = words(TimeInForce.values(), TimeInForce::text);

    private final InstrumentList instruments;

    public OrderFields(InstrumentList instruments) {
        this.instruments = instruments;
    }

    private static <T> Map<String, T> words(T[] values, java.util.function.Function<T, String> text) {
        var words = new LinkedHashMap<String, T>();
        for (T value : values) {
            words.put(text.apply(value), value);
        }
        return words;
    }

    /**
     * An order that a client wants to place.
     *
     * @param price in ticks; 0 for a market order
     * @param amount in stroops of base
     */
    public record NewOrder(
            String clientOrderId,
            Instrument instrument,
            Side side,
            OrderType type,
            TimeInForce timeInForce,
            boolean postOnly,
            long price,
            long amount) {

        /** Returns the command that places it. */
        public Command.PlaceOrder placedBy(long account, UUID id, Instant createdAt) {
            return new Command.PlaceOrder(
                    account,
                    id,
                    clientOrderId,
                    instrument.number(),
                    side,
                    type,
                    timeInForce,
                    postOnly,
                    price,
                    amount,
                    createdAt);
        }
    }

    /** Reads an order that is to be placed. */
    public NewOrder place(JsonMembers in) {
        String clientOrderId = in.value(
                        "client_order_id",
                        CLIENT_ORDER_ID_EXPECTED,
                        text -> Optional.of(text).filter(CLIENT_ORDER_ID.asMatchPredicate()))
                .required();
        Optional<Instrument> instrument = instrument(in);
        Side side = in.choice("side", SIDES).required();
        OrderType type = in.choice("type", TYPES).or(OrderType.LIMIT);
        TimeInForce timeInForce = in.choice("time_in_force", TIMES_IN_FORCE)
                .or(type == OrderType.MARKET ? TimeInForce.IOC : TimeInForce.GTC);
        boolean postOnly = in.flag("post_only").or(false);
        long price = price(in, instrument, type);
        long amount = amount(in, instrument);
        checkTerms(in, type, timeInForce, postOnly);
        return new NewOrder(clientOrderId, instrument.orElseThrow(), side, type, timeInForce, postOnly, price, amount);
    }

    private Optional<Instrument> instrument(JsonMembers in) {
        var found = in.value("instrument", instruments.expected(), instruments::find);
        found.required();
        return found.optional();
    }

    private static long price(JsonMembers in, Optional<Instrument> instrument, OrderType type) {
        int decimals = instrument.map(Instrument::priceDecimals).orElse(MOST_PRICE_DECIMALS);
        var price = in.value("price", priceExpected(decimals), text -> price(text, decimals));
        if (type == OrderType.LIMIT) {
            price.required();
        } else if (price.optional().isPresent()) {
            in.fault("price", "none for a market order");
        }
        return price.or(0L);
    }

    private static Optional<Long> price(String text, int decimals) {
        OptionalLong ticks = Decimals.parse(text, decimals);
        return ticks.isPresent() && ticks.getAsLong() <= Instrument.MAXIMUM_PRICE
                ? Optional.of(ticks.getAsLong())
                : Optional.empty();
    }

    private static String priceExpected(int decimals) {
        return "a text with a decimal from " + Decimals.text(1, decimals) + " to "
                + Decimals.text(Instrument.MAXIMUM_PRICE, decimals) + ", in steps of " + Decimals.text(1, decimals);
    }

    private static long amount(JsonMembers in, Optional<Instrument> instrument) {
        var amount = in.value("amount", amountExpected(instrument), text -> amount(text, instrument));
        amount.required();
        return amount.or(0L);
    }

    private static Optional<Long> amount(String text, Optional<Instrument> instrument) {
        OptionalLong stroops = Decimals.parse(text, Amount.SCALE);
        boolean fits = stroops.isPresent()
                && instrument
                        .map(of -> stroops.getAsLong() >= of.minimum()
                                && stroops.getAsLong() <= of.maximum()
                                && stroops.getAsLong() % of.lot() == 0)
                        .orElse(true);
        return fits ? Optional.of(stroops.getAsLong()) : Optional.empty();
    }

    private static String amountExpected(Optional<Instrument> instrument) {
        return instrument
                .map(of -> "a text with a decimal from " + units(of.minimum()) + " to " + units(of.maximum())
                        + ", in steps of " + units(of.lot()))
                .orElse("a text with a decimal above 0, of at most " + Amount.SCALE + " decimals");
    }

    private static String units(long stroops) {
        return Decimals.text(stroops, Amount.SCALE);
    }

    private static void checkTerms(JsonMembers in, OrderType type, TimeInForce timeInForce, boolean postOnly) {
        if (type == OrderType.MARKET && timeInForce != TimeInForce.IOC) {
            in.fault("time_in_force", "ioc, or none, for a market order");
        }
        if (postOnly && (type == OrderType.MARKET || timeInForce == TimeInForce.IOC)) {
            in.fault("post_only", "false for an order that cannot rest in the book");
        }
    }

    /** Reads what an order of an instrument is to be changed to. */
    public Command.AmendOrder amend(JsonMembers in, long account, UUID id, Instrument instrument) {
        Optional<Instrument> of = Optional.of(instrument);
        int decimals = instrument.priceDecimals();
        var price = in.value("price", priceExpected(decimals), text -> price(text, decimals));
        var amount = in.value("amount", amountExpected(of), text -> amount(text, of));
        if (!in.has("price") && !in.has("amount")) {
            in.fault("price", "a price, an amount, or both");
        }
        return new Command.AmendOrder(account, id, optional(price.optional()), optional(amount.optional()));
    }

    private static OptionalLong optional(Optional<Long> value) {
        return value.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
