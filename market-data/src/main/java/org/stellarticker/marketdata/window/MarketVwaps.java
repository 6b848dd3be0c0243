package org.stellarticker.marketdata.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleTimeStore;
import org.stellarticker.db.market.KnownMarket;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.marketdata.MarketCoverage;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.window.EdgeNotKept.Edge;

/**
 * Sums any window of a market, from seconds to years, exactly: from candles for whole minutes, hours and days, from raw
 * trades at the edges, and from raw trades, too, for minutes whose candles are still to be made. So the answer is the same
 * however a window is split into parts.
 */
public final class MarketVwaps {

    /** While a backfill stores trades faster than candles are made, more minutes may be pending. */
    private static final int MOST_PENDING = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HALF = Duration.ofSeconds(30);

    private final MarketStore markets = new MarketStore();
    private final CandleTimeStore candles = new CandleTimeStore();
    private final MarketCoverage coverage = new MarketCoverage();
    private final KeptEdges edges = new KeptEdges();

    /**
     * Sums a window.
     *
     * @param tx a snapshot, so that candles, trades and coverage belong together
     * @param asked in either direction, which the answer has
     * @param from inclusive, whole microseconds
     * @param to exclusive, whole microseconds, not before {@code from}
     * @throws EdgeNotKept when an edge lies where neither raw trades nor a border of a candle are kept
     */
    public WindowedMarket over(Transaction tx, TradePair asked, Instant from, Instant to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("window: expected an end not before " + from + ", found " + to);
        }
        edges.require(tx, Edge.FROM, from);
        edges.require(tx, Edge.TO, to);
        Orientation direction = Orientation.of(asked);
        Optional<KnownMarket> market = markets.find(tx, direction.orient(asked));
        List<Instant> pending = market.map(known -> candles.listPending(tx, known.pairId(), from, to, MOST_PENDING + 1))
                .orElse(List.of());
        boolean summed = pending.size() <= MOST_PENDING;
        Optional<MarketStats> traded = market.flatMap(known -> parts(from, to, summed ? pending : List.of()).stream()
                .flatMap(part -> markets.computeStats(tx, known, part.from(), part.to()).stream())
                .reduce(MarketStats::plus));
        return new WindowedMarket(
                asked, from, to, traded.map(direction::orient), summed, coverage.over(tx, asked, from, to));
    }

    private record Part(Instant from, Instant to) {}

    /** Splits a window at its pending minutes, each into halves: what is shorter than a minute is summed from raw trades. */
    private static List<Part> parts(Instant from, Instant to, List<Instant> pending) {
        var parts = new ArrayList<Part>();
        Instant start = from;
        for (Instant minute : pending) {
            for (Instant border : List.of(minute, minute.plus(HALF), minute.plus(MINUTE))) {
                if (border.isAfter(start) && border.isBefore(to)) {
                    parts.add(new Part(start, border));
                    start = border;
                }
            }
        }
        parts.add(new Part(start, to));
        return parts;
    }
}
