package org.stellarticker.graphqlserver.udf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.market.CandleInterval;

/** The names of intervals: minutes as a number, longer ones with a letter. */
final class Resolutions {

    /** Those of less than a day, the shortest first. */
    static final List<String> INTRADAY = List.of("1", "5", "15", "60", "240");

    /** Those that are offered, the shortest first. */
    static final List<String> OFFERED = List.of("1", "5", "15", "60", "240", "1D", "1W", "1M");

    /** All that are understood. */
    static final Map<String, CandleInterval> INTERVALS = new LinkedHashMap<>();

    static {
        INTERVALS.put("1", CandleInterval.MINUTE);
        INTERVALS.put("5", CandleInterval.FIVE_MINUTES);
        INTERVALS.put("15", CandleInterval.FIFTEEN_MINUTES);
        INTERVALS.put("60", CandleInterval.HOUR);
        INTERVALS.put("240", CandleInterval.FOUR_HOURS);
        INTERVALS.put("1D", CandleInterval.DAY);
        INTERVALS.put("1W", CandleInterval.WEEK);
        INTERVALS.put("1M", CandleInterval.MONTH);
        INTERVALS.put("D", CandleInterval.DAY);
        INTERVALS.put("W", CandleInterval.WEEK);
        INTERVALS.put("M", CandleInterval.MONTH);
    }

    private Resolutions() {}
}
