package org.stellarticker.sandbox.horizon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Price;
import org.stellarticker.sandbox.horizon.json.Bucket;
import org.stellarticker.sandbox.horizon.json.JsonName;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.horizon.request.Order;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.horizon.request.Query;
import org.stellarticker.sandbox.journal.AssetDirectory;
import org.stellarticker.sandbox.journal.JournalView;
import org.stellarticker.sandbox.journal.Side;
import org.stellarticker.sandbox.journal.StoredTrade;

/** Answers {@code /trade_aggregations}: a market's trades, aggregated by intervals of time. */
final class Aggregation {

    private static final JsonName LINKS = JsonName.of("_links");
    private static final JsonName SELF = JsonName.of("self");
    private static final JsonName NEXT = JsonName.of("next");
    private static final JsonName PREV = JsonName.of("prev");
    private static final JsonName EMBEDDED = JsonName.of("_embedded");
    private static final JsonName RECORDS = JsonName.of("records");

    private static final long HOUR = 3_600_000;
    private static final Set<Long> RESOLUTIONS = Set.of(60_000L, 300_000L, 900_000L, HOUR, 24 * HOUR, 7 * 24 * HOUR);

    /** The largest rounding slippage in basis points; a pool trade with more shows its rounding rather than the market's price. */
    private static final int SLIPPAGE_TOO_GREAT = 1_000;

    private final Query query;
    private final PageQuery page;
    private final int base;
    private final int counter;
    private final long resolution;
    private final long offset;
    /** Epoch milliseconds, inclusive. */
    private final long from;
    /** Epoch milliseconds, exclusive. */
    private final long to;

    private Aggregation(Query query, PageQuery page, AssetDirectory assets, AssetParameters parameters) {
        this.query = query;
        this.page = page;
        Asset baseAsset = parameters.get(query, "base");
        Asset counterAsset = parameters.get(query, "counter");
        resolution = number("resolution").orElse(0L);
        if (!RESOLUTIONS.contains(resolution)) {
            throw Problem.invalidField(
                    "resolution",
                    "illegal or missing resolution. allowed resolutions are: 1 minute (60000), 5 minutes (300000), "
                            + "15 minutes (900000), 1 hour (3600000), 1 day (86400000) and 1 week (604800000)");
        }
        offset = number("offset").orElse(0L);
        if (offset % HOUR != 0 || offset >= 24 * HOUR || offset > resolution) {
            throw Problem.invalidField(
                    "offset",
                    "illegal or missing offset. offset must be a multiple of an hour, less than or equal to the "
                            + "resolution, and less than 24 hours");
        }
        base = assets.find(baseAsset).orElseThrow(() -> Problem.notFound("base_asset"));
        counter = assets.find(counterAsset).orElseThrow(() -> Problem.notFound("counter_asset"));
        // Only whole intervals are returned: the first begins at the start or after it, the last ends at the end or
        // before.
        from = number("start_time")
                .map(start -> roundedUp(Math.max(start, offset)))
                .orElse(0L);
        to = number("end_time").map(this::end).orElse(Long.MAX_VALUE);
    }

    /**
     * Reads the request.
     *
     * @throws Problem when a parameter is not valid, or names an asset that was never traded
     */
    static JsonWriter.Body read(Visit visit, AssetDirectory assets, AssetParameters parameters) {
        PageQuery page = visit.page();
        HistoryCursor.of(page, visit.view());
        var aggregation = new Aggregation(visit.query(), page, assets, parameters);
        List<Bucket> buckets = aggregation.buckets(visit.view());
        return json -> aggregation.write(json, buckets);
    }

    private Optional<Long> number(String name) {
        return query.find(name).map(given -> {
            try {
                long number = Long.parseLong(given);
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Reported below.
            }
            throw Problem.invalidField(name, "unparseable value");
        });
    }

    private long end(long given) {
        long end = Math.floorDiv(given - offset, resolution) * resolution + offset;
        if (given < offset || end < from) {
            throw Problem.invalidField(
                    "end_time",
                    "illegal end time. adjusted end time must be greater than the offset and greater than the "
                            + "provided start time");
        }
        return end;
    }

    private long roundedUp(long start) {
        return Math.ceilDiv(start - offset, resolution) * resolution + offset;
    }

    private List<Bucket> buckets(JournalView view) {
        List<Bucket> buckets = new ArrayList<>();
        if (page.order() == Order.ASC) {
            long first = (long) view.firstAt(Math.ceilDiv(from, 1000)) << 32;
            view.ascend(first - 1, Long.MAX_VALUE, trade -> trade.closedAt() * 1000 < to && add(trade, buckets));
        } else {
            long end = to == Long.MAX_VALUE ? Long.MAX_VALUE : (long) view.firstAt(Math.ceilDiv(to, 1000)) << 32;
            view.descend(end, 0, trade -> trade.closedAt() * 1000 >= from && add(trade, buckets));
        }
        return buckets;
    }

    /**
     * Adds a trade to its bucket.
     *
     * @return whether to continue
     */
    private boolean add(StoredTrade trade, List<Bucket> buckets) {
        boolean asAsked = trade.asset(Side.BASE) == base && trade.asset(Side.COUNTER) == counter;
        boolean turned = trade.asset(Side.BASE) == counter && trade.asset(Side.COUNTER) == base;
        if (!(asAsked || turned) || trade.roundingSlippage() >= SLIPPAGE_TOO_GREAT) {
            return true;
        }
        var price = new Price(trade.priceN(), trade.priceD());
        price = asAsked ? price : price.inverse();
        long baseAmount = trade.amount(asAsked ? Side.BASE : Side.COUNTER);
        long counterAmount = trade.amount(asAsked ? Side.COUNTER : Side.BASE);
        long start = Math.floorDiv(trade.closedAt() * 1000 - offset, resolution) * resolution + offset;
        if (buckets.isEmpty() || buckets.getLast().start() != start) {
            if (buckets.size() == page.limit()) {
                return false;
            }
            buckets.add(new Bucket(start, price));
        }
        if (page.order() == Order.ASC) {
            buckets.getLast().addLater(baseAmount, counterAmount, price);
        } else {
            buckets.getLast().addEarlier(baseAmount, counterAmount, price);
        }
        return true;
    }

    private void write(JsonWriter json, List<Bucket> buckets) {
        json.beginObject();
        json.name(LINKS).beginObject();
        Page.link(json, SELF, query.href());
        Page.link(json, NEXT, buckets.isEmpty() ? query.href() : next(buckets.getLast()));
        Page.link(json, PREV, "");
        json.endObject();
        json.name(EMBEDDED).beginObject();
        json.name(RECORDS).beginArray();
        buckets.forEach(bucket -> bucket.write(json.element()));
        json.endArray();
        json.endObject();
        json.endObject();
    }

    private String next(Bucket last) {
        return page.order() == Order.ASC
                ? query.href(Map.of("start_time", Long.toString(Math.min(last.start() + resolution, to))))
                : query.href(Map.of("end_time", Long.toString(Math.max(last.start(), from))));
    }
}
