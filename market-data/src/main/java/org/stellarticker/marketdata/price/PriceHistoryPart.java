package org.stellarticker.marketdata.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandleRange;
import org.stellarticker.marketdata.Candles;
import org.stellarticker.marketdata.MarketCandle;
import org.stellarticker.marketdata.Vwap;
import org.stellarticker.marketdata.part.CandlesPart;
import org.stellarticker.marketdata.reference.PricePath;
import org.stellarticker.marketdata.reference.UsdRate.Step;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The prices of an asset in the past, by the path that its price has now. A point is the VWAP of the first market's candle,
 * multiplied by the VWAP of the newest candle of each other market that had opened by then. Candles of nothing but dust have
 * no price.
 *
 * @param dollars assets that count as one US dollar each, the preferred one first
 * @param from points that open earlier are left out; when empty, the newest points are wanted
 * @param to points that open then or later are left out; when empty, none
 * @param limit the largest number of points, from 1 to {@link CandlesPart#MOST}
 */
public record PriceHistoryPart(
        Asset asset,
        Quote quote,
        List<Asset> dollars,
        CandleInterval interval,
        Optional<Instant> from,
        Optional<Instant> to,
        int limit)
        implements SnapshotPart<PriceHistory> {

    private static final Candles CANDLES = new Candles();

    public PriceHistoryPart {
        dollars = List.copyOf(dollars);
    }

    @Override
    public PriceHistory read(SnapshotRead in) {
        List<TradePair> path =
                in.get(new PriceTablePart(dollars)).path(asset, quote).map(PricePath::steps).orElse(List.of()).stream()
                        .map(Step::pair)
                        .toList();
        if (path.isEmpty()) {
            return new PriceHistory(path, List.of(), Optional.empty());
        }
        var page = in.get(new CandlesPart(path.getFirst(), interval, from, to, limit, /* fill= */ false));
        List<MarketCandle> candles = page.candles();
        if (candles.isEmpty()) {
            return new PriceHistory(path, List.of(), page.next());
        }
        List<NavigableMap<Instant, Vwap>> others = path.stream()
                .skip(1)
                .map(pair -> averages(
                        in,
                        pair,
                        candles.getFirst().openTime(),
                        candles.getLast().closeTime()))
                .toList();
        return new PriceHistory(
                path, candles.stream().map(candle -> point(candle, others)).toList(), page.next());
    }

    /** Reads the averages of a market's candles, and of the newest one that opened before. */
    private NavigableMap<Instant, Vwap> averages(SnapshotRead in, TradePair pair, Instant from, Instant to) {
        var averages = new TreeMap<Instant, Vwap>();
        Stream.concat(
                        CANDLES.newest(in.tx(), pair, new CandleRange(interval, Instant.EPOCH, from), 1).stream(),
                        CANDLES.list(in.tx(), pair, new CandleRange(interval, from, to), Integer.MAX_VALUE).stream())
                .forEach(candle -> average(candle).ifPresent(vwap -> averages.put(candle.openTime(), vwap)));
        return averages;
    }

    private static Optional<Vwap> average(MarketCandle candle) {
        return candle.prices().flatMap(_ -> candle.vwap());
    }

    private static PricePoint point(MarketCandle candle, List<NavigableMap<Instant, Vwap>> others) {
        Optional<BigDecimal[]> ratio =
                average(candle).map(vwap -> new BigDecimal[] {vwap.counterVolume(), vwap.baseVolume()});
        for (NavigableMap<Instant, Vwap> other : others) {
            var known = Optional.ofNullable(other.floorEntry(candle.openTime()));
            ratio = ratio.flatMap(product -> known.map(entry -> new BigDecimal[] {
                product[0].multiply(entry.getValue().counterVolume()),
                product[1].multiply(entry.getValue().baseVolume())
            }));
        }
        return new PricePoint(
                candle.openTime(),
                candle.closeTime(),
                ratio.map(product -> product[0].divide(product[1], PlainDecimal.PRECISION)));
    }

    @Override
    public int rows() {
        return limit;
    }
}
