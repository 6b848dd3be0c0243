package org.stellarticker.db.trade;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.db.Sql;

/**
 * Lists the columns of {@code trade} once for all statements, which take a batch of trades as one array for each column.
 * {@code ledger_close_time} and {@code trade_pair_id} stand in the statements themselves, because the arrays hold
 * microseconds for the one, and the other is no value of a {@link Trade}.
 */
final class TradeColumns {

    private static final List<Column> COLUMNS = List.of(
            bigint("toid", trade -> trade.id().toid()),
            integer("trade_index", trade -> trade.id().index()),
            bigint("base_amount", trade -> trade.base().amount().stroops()),
            bigint("counter_amount", trade -> trade.counter().amount().stroops()),
            bigint("price_n", trade -> trade.price().n()),
            bigint("price_d", trade -> trade.price().d()),
            bool("base_is_seller", Trade::baseIsSeller),
            nullable("base_offer_id", "bigint", trade -> offer(trade.base().party()), Long[]::new),
            nullable(
                    "counter_offer_id", "bigint", trade -> offer(trade.counter().party()), Long[]::new),
            nullable("base_account", "text", trade -> account(trade.base().party()), String[]::new),
            nullable("counter_account", "text", trade -> account(trade.counter().party()), String[]::new),
            nullable("liquidity_pool_id", "text", TradeColumns::pool, String[]::new),
            nullable("pool_fee_bp", "int", trade -> boxed(trade.poolFee()), Integer[]::new));

    /**
     * The parts of statements about trades: {@code sent} takes a batch, {@code columns} are the columns' names,
     * {@code updates} assigns them from {@code differing}.
     */
    static final Map<String, String> PARTS = Map.of(
            "sent",
            Sql.of(
                            TradeColumns.class,
                            "sent",
                            Map.of(
                                    "parameters",
                                    joined(column -> "?::" + column.type + "[]"),
                                    "columns",
                                    joined(column -> column.name)))
                    .strip(),
            "columns",
            joined(column -> column.name),
            "updates",
            joined(column -> column.name + " = differing." + column.name));

    /** @param values gives the array of the column's values, one for each trade of a batch */
    private record Column(String name, String type, Function<List<Trade>, Object> values) {}

    private TradeColumns() {}

    /** Returns the parameters of a statement that begins with {@code sent}: a batch of trades, then how it came. */
    static @Nullable Object[] parameters(List<Trade> trades, Map<TradePair, Integer> pairIds, TradeSource source) {
        var parameters = new ArrayList<@Nullable Object>();
        var micros = new long[trades.size()];
        var pairs = new int[trades.size()];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = micros(trades.get(i).ledgerCloseTime());
            pairs[i] = Objects.requireNonNull(pairIds.get(trades.get(i).pair()));
        }
        parameters.add(micros);
        parameters.add(pairs);
        COLUMNS.forEach(column -> parameters.add(column.values.apply(trades)));
        parameters.add(source.letter());
        return parameters.toArray();
    }

    /** Returns microseconds since 1970, PostgreSQL's resolution. */
    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static String joined(Function<Column, String> part) {
        return COLUMNS.stream().map(part).collect(joining(", "));
    }

    // Loops, since a backfill passes here with each trade and column, and streams take twice as long.

    private static Column bigint(String name, ToLongFunction<Trade> value) {
        return new Column(name, "bigint", trades -> {
            var values = new long[trades.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.applyAsLong(trades.get(i));
            }
            return values;
        });
    }

    private static Column integer(String name, ToIntFunction<Trade> value) {
        return new Column(name, "int", trades -> {
            var values = new int[trades.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.applyAsInt(trades.get(i));
            }
            return values;
        });
    }

    private static Column bool(String name, Predicate<Trade> value) {
        return new Column(name, "boolean", trades -> {
            var values = new boolean[trades.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value.test(trades.get(i));
            }
            return values;
        });
    }

    private static <T> Column nullable(
            String name, String type, Function<Trade, @Nullable T> value, IntFunction<@Nullable T[]> array) {
        return new Column(name, type, trades -> {
            @Nullable T[] values = array.apply(trades.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = value.apply(trades.get(i));
            }
            return values;
        });
    }

    private static @Nullable Long offer(TradeParty party) {
        return party instanceof OfferParty(AccountId _, OptionalLong offerId) && offerId.isPresent()
                ? (Long) offerId.getAsLong()
                : null;
    }

    private static @Nullable String account(TradeParty party) {
        return party instanceof OfferParty(AccountId account, OptionalLong _) ? account.value() : null;
    }

    private static @Nullable String pool(Trade trade) {
        if (trade.base().party() instanceof PoolParty(String poolId)) {
            return poolId;
        }
        return trade.counter().party() instanceof PoolParty(String poolId) ? poolId : null;
    }

    private static @Nullable Integer boxed(OptionalInt value) {
        return value.isPresent() ? (Integer) value.getAsInt() : null;
    }
}
