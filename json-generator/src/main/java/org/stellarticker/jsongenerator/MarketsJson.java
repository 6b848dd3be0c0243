package org.stellarticker.jsongenerator;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stellarticker.core.frozen.FrozenBooks;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.MarketCut;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.orderbook.OrderBookStore;

/** The text of {@code markets.json}, frozen in every member and formula. */
public final class MarketsJson {

    private static final int DAY = 24;
    private static final int WEEK = 168;

    private final MarketCut cut;
    private final List<Pair> pairs;

    private MarketsJson(MarketCut cut, List<Pair> pairs) {
        this.cut = cut;
        this.pairs = pairs;
    }

    /**
     * Reads what the file tells.
     *
     * @param tx a snapshot, so that windows, cut and books belong together
     * @return empty as long as no windows were ever cut
     */
    public static Optional<MarketsJson> read(Transaction tx) {
        var markets = new MarketStore();
        return markets.findCut(tx)
                .map(cut -> new MarketsJson(
                        cut, pairs(markets.listWindows(tx), FrozenBooks.of(new OrderBookStore().list(tx)))));
    }

    /** Pairs by name: the markets of two valid assets whose labels form it, summed. */
    private static List<Pair> pairs(List<MarketWindow> windows, FrozenBooks books) {
        Map<String, List<MarketWindow>> windowsByName = windows.stream()
                .filter(MarketWindow::bothValid)
                .collect(groupingBy(MarketWindow::frozenName, TreeMap::new, toList()));
        return windowsByName.entrySet().stream()
                .flatMap(entry -> pair(entry.getKey(), entry.getValue(), books).stream())
                .toList();
    }

    private static Optional<Pair> pair(String name, List<MarketWindow> windows, FrozenBooks books) {
        return sum(windows, WEEK).map(week -> new Pair(name, sum(windows, DAY), week, books.named(name)));
    }

    private static Optional<MarketStats> sum(List<MarketWindow> windows, int hours) {
        return windows.stream()
                .filter(window -> window.windowHours() == hours)
                .map(MarketWindow::stats)
                .reduce(MarketStats::plus);
    }

    /** The instant at which all windows were cut. */
    Instant generatedAt() {
        return cut.cutAt();
    }

    /** The last cut that changed a window. */
    Instant changedAt() {
        return cut.changedAt();
    }

    int pairCount() {
        return pairs.size();
    }

    public void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = GoJson.generator(out, "    ")) {
            json.writeStartObject();
            GoJson.writeGeneratedAt(json, generatedAt());
            json.writeArrayFieldStart("pairs");
            for (Pair pair : pairs) {
                pair.writeTo(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
