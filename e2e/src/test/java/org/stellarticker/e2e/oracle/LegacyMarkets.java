package org.stellarticker.e2e.oracle;

import static java.util.stream.Collectors.groupingBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Amount;
import org.stellarticker.core.market.Trade;

/** Computes the trade values of {@code markets.json}, whose contract never changes, for markets without order books. */
public final class LegacyMarkets {

    private static final MathContext PRECISION = new MathContext(40);

    private LegacyMarkets() {}

    /**
     * Returns each pair's numbers by name of pair and name of member.
     *
     * @param trades all trades, in any order
     * @param at {@code generated_at}
     * @param label an asset's anchor code, or its own
     */
    public static Map<String, Map<String, BigDecimal>> values(
            List<Trade> trades, Instant at, Function<Asset, String> label) {
        var byName = trades.stream()
                .map(Trade::normalised)
                .filter(trade -> isIn(trade, at, Duration.ofDays(7)))
                .filter(trade -> isListed(trade.base().asset())
                        && isListed(trade.counter().asset()))
                .sorted(Comparator.comparing(Trade::id))
                .collect(groupingBy(
                        trade -> label.apply(trade.base().asset()) + "_"
                                + label.apply(trade.counter().asset()),
                        TreeMap::new,
                        java.util.stream.Collectors.toList()));
        var values = new TreeMap<String, Map<String, BigDecimal>>();
        byName.forEach((name, week) -> values.put(name, pair(week, at)));
        return values;
    }

    private static Map<String, BigDecimal> pair(List<Trade> week, Instant at) {
        var day = week.stream()
                .filter(trade -> isIn(trade, at, Duration.ofDays(1)))
                .toList();
        var values = new LinkedHashMap<String, BigDecimal>();
        var last = price(week.getLast());
        put(values, day, "", last);
        put(values, week, "_7d", last);
        values.put("price", last);
        values.put("close", last);
        return values;
    }

    private static void put(Map<String, BigDecimal> values, List<Trade> trades, String suffix, BigDecimal last) {
        var prices = trades.stream().map(LegacyMarkets::price).toList();
        values.put("base_volume" + suffix, sum(trades, trade -> trade.base().amount()));
        values.put(
                "counter_volume" + suffix, sum(trades, trade -> trade.counter().amount()));
        values.put("trade_count" + suffix, BigDecimal.valueOf(trades.size()));
        values.put("open" + suffix, prices.isEmpty() ? last : prices.getFirst());
        values.put(
                "low" + suffix, prices.stream().min(Comparator.naturalOrder()).orElse(last));
        values.put(
                "high" + suffix, prices.stream().max(Comparator.naturalOrder()).orElse(last));
        values.put(
                "change" + suffix,
                prices.isEmpty() ? BigDecimal.ZERO : prices.getLast().subtract(prices.getFirst()));
    }

    /** Assets with this code are never listed. */
    private static boolean isListed(Asset asset) {
        return !asset.code().equals("REMOVE");
    }

    private static boolean isIn(Trade trade, Instant at, Duration window) {
        return trade.ledgerCloseTime().isAfter(at.minus(window));
    }

    /** Base units per counter unit. */
    private static BigDecimal price(Trade trade) {
        return trade.price().inverse().decimal(PRECISION);
    }

    private static BigDecimal sum(List<Trade> trades, Function<Trade, Amount> amount) {
        return trades.stream().map(amount).map(Amount::units).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
