package org.stellarticker.db.trade;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.AccountId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.core.market.TradeParty.OfferParty;
import org.stellarticker.core.market.TradeParty.PoolParty;
import org.stellarticker.db.Sql;

/** A batch of normalised trades as one array for each column, the form of the statements' parameters. */
final class TradeColumns {

    /** The columns of a received trade with their types, after its close time; in the order of {@link #and}. */
    private static final Map<String, String> TYPES = types();

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
                                    joined(column -> "?::" + TYPES.get(column) + "[]"),
                                    "columns",
                                    joined(column -> column)))
                    .strip(),
            "columns",
            joined(column -> column),
            "updates",
            joined(column -> column + " = differing." + column));

    final long[] closeTimes;
    final long[] toids;
    final int[] indexes;
    final int[] pairIds;
    final long[] baseAmounts;
    final long[] counterAmounts;
    final long[] priceNs;
    final long[] priceDs;
    final boolean[] baseIsSeller;
    final @Nullable Long[] baseOffers;
    final @Nullable Long[] counterOffers;
    final @Nullable String[] baseAccounts;
    final @Nullable String[] counterAccounts;
    final @Nullable String[] pools;
    final @Nullable Integer[] poolFees;

    TradeColumns(List<Trade> trades, Map<TradePair, Integer> ids) {
        int n = trades.size();
        closeTimes = new long[n];
        toids = new long[n];
        indexes = new int[n];
        pairIds = new int[n];
        baseAmounts = new long[n];
        counterAmounts = new long[n];
        priceNs = new long[n];
        priceDs = new long[n];
        baseIsSeller = new boolean[n];
        baseOffers = new Long[n];
        counterOffers = new Long[n];
        baseAccounts = new String[n];
        counterAccounts = new String[n];
        pools = new String[n];
        poolFees = new Integer[n];
        for (int i = 0; i < n; i++) {
            put(i, trades.get(i), ids);
        }
    }

    private void put(int i, Trade trade, Map<TradePair, Integer> ids) {
        closeTimes[i] = micros(trade.ledgerCloseTime());
        toids[i] = trade.id().toid();
        indexes[i] = trade.id().index();
        pairIds[i] = Objects.requireNonNull(ids.get(trade.pair()));
        baseAmounts[i] = trade.base().amount().stroops();
        counterAmounts[i] = trade.counter().amount().stroops();
        priceNs[i] = trade.price().n();
        priceDs[i] = trade.price().d();
        baseIsSeller[i] = trade.baseIsSeller();
        baseOffers[i] = offer(trade.base().party());
        counterOffers[i] = offer(trade.counter().party());
        baseAccounts[i] = account(trade.base().party());
        counterAccounts[i] = account(trade.counter().party());
        pools[i] = pool(trade.base().party(), trade.counter().party());
        OptionalInt fee = trade.poolFee();
        poolFees[i] = fee.isPresent() ? (Integer) fee.getAsInt() : null;
    }

    private static Map<String, String> types() {
        var types = new LinkedHashMap<String, String>();
        types.put("toid", "bigint");
        types.put("trade_index", "int");
        types.put("trade_pair_id", "int");
        types.put("base_amount", "bigint");
        types.put("counter_amount", "bigint");
        types.put("price_n", "bigint");
        types.put("price_d", "bigint");
        types.put("base_is_seller", "boolean");
        types.put("base_offer_id", "bigint");
        types.put("counter_offer_id", "bigint");
        types.put("base_account", "text");
        types.put("counter_account", "text");
        types.put("liquidity_pool_id", "text");
        types.put("pool_fee_bp", "int");
        return types;
    }

    private static String joined(UnaryOperator<String> part) {
        return TYPES.keySet().stream().map(part).collect(joining(", "));
    }

    /** Returns microseconds since 1970, PostgreSQL's resolution. */
    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static @Nullable Long offer(TradeParty party) {
        return party instanceof OfferParty(AccountId _, OptionalLong offerId) && offerId.isPresent()
                ? (Long) offerId.getAsLong()
                : null;
    }

    private static @Nullable String account(TradeParty party) {
        return party instanceof OfferParty(AccountId account, OptionalLong _) ? account.value() : null;
    }

    private static @Nullable String pool(TradeParty base, TradeParty counter) {
        if (base instanceof PoolParty(String poolId)) {
            return poolId;
        }
        return counter instanceof PoolParty(String poolId) ? poolId : null;
    }

    /** Returns the arrays in the statements' order, followed by one more parameter. */
    @Nullable
    Object[] and(String last) {
        return new @Nullable Object[] {
            closeTimes,
            toids,
            indexes,
            pairIds,
            baseAmounts,
            counterAmounts,
            priceNs,
            priceDs,
            baseIsSeller,
            baseOffers,
            counterOffers,
            baseAccounts,
            counterAccounts,
            pools,
            poolFees,
            last
        };
    }
}
