package org.stellarticker.ingester.horizon.read;

import java.time.Instant;
import java.util.List;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.horizon.client.HorizonException;
import org.stellarticker.ingester.horizon.client.Purpose;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.Result;

/** Requests Horizon's own sums of the trades of intervals. */
public final class Aggregations {

    /** The most intervals that Horizon sends at once. */
    public static final int MOST_INTERVALS = 200;

    private final Requests requests;
    private final Purpose purpose;

    public Aggregations(Requests requests, Purpose purpose) {
        this.requests = requests;
        this.purpose = purpose;
    }

    /**
     * Reads what was traded in each interval of a time range, counter per base of the pair as it is named here, whichever way
     * Horizon orients it.
     *
     * @param from inclusive, the begin of an interval
     * @param to exclusive, the end of an interval; at most {@link #MOST_INTERVALS} later, so that one answer has them all
     * @return the intervals in which there was a trade, oldest first
     */
    public Result<List<Aggregation>> tryRead(TradePair pair, CandleInterval interval, Instant from, Instant to)
            throws InterruptedException {
        long millis = interval.length().toMillis();
        long intervals = (to.toEpochMilli() - from.toEpochMilli()) / millis;
        if (intervals < 1 || intervals > MOST_INTERVALS || from.toEpochMilli() % millis != 0) {
            throw new IllegalArgumentException("aggregations: expected 1 to " + MOST_INTERVALS + " whole intervals of "
                    + interval.word() + ", found " + from + " to " + to);
        }
        return requests.tryFew(
                server -> {
                    var url = server.newBuilder()
                            .addPathSegment("trade_aggregations")
                            .addQueryParameter("resolution", Long.toString(millis))
                            .addQueryParameter("start_time", Long.toString(from.toEpochMilli()))
                            .addQueryParameter("end_time", Long.toString(to.toEpochMilli()))
                            .addQueryParameter("order", "asc")
                            .addQueryParameter("limit", Requests.MOST_RECORDS);
                    AssetParameters.add(url, "base", pair.base());
                    AssetParameters.add(url, "counter", pair.counter());
                    return url.build();
                },
                body -> asRequested(AggregationPage.read(body), interval, from, to),
                purpose);
    }

    /** Rejects intervals of another time range or length. */
    private static List<Aggregation> asRequested(
            List<Aggregation> intervals, CandleInterval interval, Instant from, Instant to) {
        Instant earliest = from;
        for (Aggregation aggregation : intervals) {
            Instant open = aggregation.openTime();
            if (open.isBefore(earliest)
                    || !open.isBefore(to)
                    || open.toEpochMilli() % interval.length().toMillis() != 0) {
                throw new HorizonException("Horizon gave trade aggregations of " + open + " when asked for each "
                        + interval.word() + " from " + earliest + " to " + to);
            }
            earliest = open.plus(interval.length());
        }
        return intervals;
    }
}
