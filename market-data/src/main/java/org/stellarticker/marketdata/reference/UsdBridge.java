package org.stellarticker.marketdata.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.candle.CandleTimeStore;

/** Reads what assets are worth in US dollars, from the markets of XLM. */
public final class UsdBridge {

    /** A rate that is older is no price of today. */
    public static final Duration OLDEST = Duration.ofDays(7);

    private final CandleTimeStore candles = new CandleTimeStore();
    private final List<Asset> dollars;

    /** @param dollars assets that count as one dollar each, the preferred one first */
    public UsdBridge(List<Asset> dollars) {
        this.dollars = List.copyOf(dollars);
    }

    /** Reads the rates of all assets at an instant; a minute counts once it is over. */
    public UsdRates read(Transaction tx, Instant at) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        return UsdRates.of(at, candles.listLastMinutes(tx, minute.minus(OLDEST), minute), dollars);
    }
}
