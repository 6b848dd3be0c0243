package org.stellarticker.marketdata.search;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.stellarticker.core.market.PlainDecimal;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.market.NewMarketStore;
import org.stellarticker.db.market.PricedWindow;
import org.stellarticker.db.market.PricedWindowStore;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.UsdBridge;
import org.stellarticker.marketdata.reference.UsdRates;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * The markets that moved most in the last hours. By gain, loss and volume, a market counts when both assets are valid and
 * what it traded is worth a US dollar or more, so that crumbs move nothing. New markets count all.
 *
 * @param hours from 1 to 168
 * @param limit above 0
 */
public record MoversPart(ReferenceAssets references, MoverOrder order, int hours, int limit)
        implements SnapshotPart<List<Mover>> {

    private static final PricedWindowStore WINDOWS = new PricedWindowStore();
    private static final NewMarketStore NEW_MARKETS = new NewMarketStore();

    @Override
    public List<Mover> read(SnapshotRead in) {
        Instant begin = in.now().minus(Duration.ofHours(hours));
        UsdRates rates = new UsdBridge(references.dollars()).read(in.tx(), in.now());
        // A window does not count its first instant.
        List<PricedWindow> windows = WINDOWS.list(in.tx(), begin.plus(1, ChronoUnit.MICROS), Optional.empty());
        return order == MoverOrder.NEW ? newest(in, begin, windows, rates) : moved(windows, rates);
    }

    private List<Mover> newest(SnapshotRead in, Instant begin, List<PricedWindow> windows, UsdRates rates) {
        Map<TradePair, PricedWindow> byPair = windows.stream().collect(toMap(PricedWindow::pair, Function.identity()));
        return NEW_MARKETS.list(in.tx(), begin, limit).stream()
                .map(byPair::get)
                .filter(Objects::nonNull)
                .map(window -> mover(window, rates))
                .toList();
    }

    private List<Mover> moved(List<PricedWindow> windows, UsdRates rates) {
        Stream<Mover> counted = windows.stream()
                .filter(PricedWindow::bothValid)
                .map(window -> mover(window, rates))
                .filter(mover -> mover.volumeUsd()
                        .filter(usd -> usd.compareTo(BigDecimal.ONE) >= 0)
                        .isPresent());
        return switch (order) {
            case GAIN ->
                first(
                        counted.filter(mover -> sign(mover) > 0),
                        comparing(MoversPart::change).reversed());
            case LOSS -> first(counted.filter(mover -> sign(mover) < 0), comparing(MoversPart::change));
            case VOLUME ->
                first(
                        counted,
                        comparing((Mover mover) -> mover.volumeUsd().orElseThrow())
                                .reversed());
            case NEW -> throw new IllegalStateException("new markets are listed by their first trade");
        };
    }

    private List<Mover> first(Stream<Mover> movers, Comparator<Mover> order) {
        return movers.sorted(order.thenComparing(mover -> mover.pair().base())
                        .thenComparing(mover -> mover.pair().counter()))
                .limit(limit)
                .toList();
    }

    private static int sign(Mover mover) {
        return change(mover).signum();
    }

    private static BigDecimal change(Mover mover) {
        return mover.change().orElse(BigDecimal.ZERO);
    }

    private Mover mover(PricedWindow window, UsdRates rates) {
        TradePair pair = references.quotes().pair(window.pair());
        Orientation direction = Orientation.of(pair);
        var stats = direction.orient(window.stats());
        var prices = window.prices().map(direction::orient);
        return new Mover(
                pair,
                stats,
                prices,
                prices.map(found -> found.close().relativeTo(found.open(), PlainDecimal.PRECISION)),
                rates.find(pair.base()).map(rate -> rate.value(stats.baseVolume(), PlainDecimal.PRECISION)));
    }

    @Override
    public int rows() {
        return limit;
    }
}
