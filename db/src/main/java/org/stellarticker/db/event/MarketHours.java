package org.stellarticker.db.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Whole hours of a market.
 *
 * @param pairId the market's {@code trade_pair_id}
 * @param from inclusive
 * @param to exclusive
 */
public record MarketHours(int pairId, Instant from, Instant to) {

    /** Returns the hours that hold two close times and all between them. */
    public static MarketHours of(int pairId, Instant first, Instant last) {
        return new MarketHours(
                pairId,
                first.truncatedTo(ChronoUnit.HOURS),
                last.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    }

    /** Returns one range for each market, from its first hour to its last, in the order of the markets' ids. */
    public static List<MarketHours> merged(Collection<MarketHours> hours) {
        var byMarket = new TreeMap<Integer, MarketHours>();
        hours.forEach(each -> byMarket.merge(each.pairId, each, MarketHours::spanning));
        return List.copyOf(byMarket.values());
    }

    private MarketHours spanning(MarketHours other) {
        return new MarketHours(
                pairId, from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }
}
