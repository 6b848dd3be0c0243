package org.stellarticker.marketdata.part;

import java.time.Instant;
import java.util.Optional;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.marketdata.CandleSeries;
import org.stellarticker.marketdata.CandleSeries.Untraded;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * Candles of a market.
 *
 * @param pair in the direction of the answer
 * @param from candles that open earlier are left out; when empty, the newest candles are wanted
 * @param to candles that open then or later are left out; when empty, none
 * @param limit the largest number of candles, from 1 to {@link #MOST}
 * @param fill whether intervals without a trade are wanted, too
 */
public record CandlesPart(
        TradePair pair, CandleInterval interval, Optional<Instant> from, Optional<Instant> to, int limit, boolean fill)
        implements SnapshotPart<CandleSeries.Page> {

    private static final CandleSeries CANDLE_SERIES = new CandleSeries();

    /** The limit of a question that names none. */
    public static final int LIMIT = 500;

    public static final int MOST = 1000;

    @Override
    public CandleSeries.Page read(SnapshotRead in) {
        // An interval that has not begun has no candle.
        Instant end = to.filter(in.now()::isAfter).orElse(in.now());
        Untraded untraded = fill ? Untraded.ALL : Untraded.NONE;
        return CANDLE_SERIES.read(in.tx(), new CandleSeries.Question(pair, interval, from, end, limit, untraded));
    }

    @Override
    public int rows() {
        return limit;
    }
}
