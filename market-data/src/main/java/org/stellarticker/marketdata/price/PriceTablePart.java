package org.stellarticker.marketdata.price;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.candle.CandleTimeStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.orderbook.OrderBookStore;
import org.stellarticker.marketdata.BestOffers;
import org.stellarticker.marketdata.MarketWindows;
import org.stellarticker.marketdata.price.PriceTable.AssetVolume;
import org.stellarticker.marketdata.reference.UsdBridge;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * All that the prices of assets come from.
 *
 * @param dollars assets that count as one US dollar each, the preferred one first
 */
public record PriceTablePart(List<Asset> dollars) implements SnapshotPart<PriceTable> {

    private static final Duration DAY = Duration.ofHours(24);
    private static final CandleTimeStore CANDLES = new CandleTimeStore();
    private static final MarketWindows WINDOWS = new MarketWindows();
    private static final OrderBookStore BOOKS = new OrderBookStore();

    public PriceTablePart {
        dollars = List.copyOf(dollars);
    }

    @Override
    public PriceTable read(SnapshotRead in) {
        return new PriceTable(
                in.now(),
                minutes(in, in.now()),
                minutes(in, in.now().minus(DAY)),
                WINDOWS.last(in.tx(), UsdBridge.OLDEST, in.now()).windows().stream()
                        .collect(toMap(MarketWindow::pair, MarketWindow::stats)),
                BOOKS.list(in.tx()).stream().collect(toMap(OrderBookSummary::pair, BestOffers::of)),
                volumes(WINDOWS.last(in.tx(), DAY, in.now()).windows()));
    }

    /** Reads the last minutes that were over at an instant. */
    private LastMinutes minutes(SnapshotRead in, Instant at) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        return new LastMinutes(
                at, CANDLES.listLastMinutesOfAll(in.tx(), minute.minus(UsdBridge.OLDEST), minute), dollars);
    }

    private static Map<Asset, AssetVolume> volumes(List<MarketWindow> windows) {
        var volumes = new HashMap<Asset, AssetVolume>();
        for (MarketWindow window : windows) {
            TradePair pair = window.pair();
            MarketStats stats = window.stats();
            volumes.merge(pair.base(), AssetVolume.ofMarket(stats.baseVolume(), stats.tradeCount()), AssetVolume::plus);
            volumes.merge(
                    pair.counter(), AssetVolume.ofMarket(stats.counterVolume(), stats.tradeCount()), AssetVolume::plus);
        }
        return volumes;
    }

    @Override
    public int rows() {
        return LIST_ROWS;
    }
}
