package org.stellarticker.graphqlserver.parameters;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.http.RequestParameters;
import org.stellarticker.marketdata.part.CandlesPart;
import org.stellarticker.marketdata.part.MarketPart;
import org.stellarticker.marketdata.part.VwapPart;
import org.stellarticker.marketdata.price.TwapPart;

/** Reads questions about one market. */
public final class MarketParameters {

    /** The intervals of candles by their short forms. */
    public static final Map<String, CandleInterval> INTERVALS = intervals();

    /** The hours of the windows that end now, by their names. */
    public static final Map<String, Integer> WINDOWS = windows();

    private MarketParameters() {}

    private static Map<String, CandleInterval> intervals() {
        var intervals = new LinkedHashMap<String, CandleInterval>();
        for (CandleInterval interval : CandleInterval.values()) {
            intervals.put(interval.word(), interval);
        }
        return Collections.unmodifiableMap(intervals);
    }

    private static Map<String, Integer> windows() {
        var windows = new LinkedHashMap<String, Integer>();
        windows.put("24h", 24);
        windows.put("7d", 7 * 24);
        windows.put("1h", 1);
        return Collections.unmodifiableMap(windows);
    }

    /** Reads the market {@code base} and {@code counter} over a {@code window}. */
    public static MarketPart market(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        int hours = in.choice("window", WINDOWS).or(MarketPart.HOURS);
        return new MarketPart(pair(in, base, counter), hours);
    }

    /** Reads the candles of {@code interval} {@code from} … {@code to}; a {@code cursor} goes before {@code from}. */
    public static CandlesPart candles(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        CandleInterval interval = in.choice("interval", INTERVALS).required();
        Optional<Instant> from = in.time("from").optional().map(MarketParameters::micros);
        Optional<Instant> cursor = in.time("cursor").optional().map(MarketParameters::micros);
        Optional<Instant> to = in.time("to").optional().map(MarketParameters::micros);
        int limit = in.wholeNumber("limit", 1, CandlesPart.MOST).or(CandlesPart.LIMIT);
        boolean fill = in.flag("fill").or(false);
        from.ifPresent(begin -> to.ifPresent(end -> ParameterChecks.ordered(in, begin, end)));
        return new CandlesPart(pair(in, base, counter), interval, cursor.or(() -> from), to, limit, fill);
    }

    /** Reads the window {@code from} … {@code to} of a market. */
    public static VwapPart vwap(RequestParameters in) {
        Asset base = in.asset("base").required();
        Asset counter = in.asset("counter").required();
        Instant from = in.time("from").required();
        Instant to = in.time("to").required();
        ParameterChecks.ordered(in, from, to);
        return new VwapPart(pair(in, base, counter), micros(from), micros(to));
    }

    /** Makes the pair of two assets, which have to differ. */
    static TradePair pair(RequestParameters in, Asset base, Asset counter) {
        ParameterChecks.differ(in, base, counter);
        return new TradePair(base, counter);
    }

    /** Reads the window {@code from} … {@code to} of a market, for its average over time. */
    public static TwapPart twap(RequestParameters in) {
        VwapPart window = vwap(in);
        return new TwapPart(window.pair(), window.from(), window.to());
    }

    /** Returns an instant in whole microseconds, as the database keeps it. */
    static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
