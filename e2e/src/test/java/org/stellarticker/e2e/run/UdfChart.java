package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Reads symbols and bars as TradingView's charts do: from the newest back, until nothing older is promised. */
final class UdfChart {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningTicker ticker;

    UdfChart(RunningTicker ticker) {
        this.ticker = ticker;
    }

    /** A bar with the values that a chart draws. */
    record Bar(double open, double high, double low, double close, double volume) {}

    JsonNode get(String path) throws Exception {
        var answer = ticker.get("/udf" + path);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The bars before an instant by their opens in seconds, read with the count of bars that a chart needs. */
    Map<Long, Bar> barsByCount(String symbol, String resolution, long seconds, long end, int count) throws Exception {
        var bars = new TreeMap<Long, Bar>();
        long to = end;
        while (true) {
            JsonNode page = history(symbol, resolution, to - count * seconds, to, "&countback=" + count);
            if (page.get("s").asText().equals("no_data")) {
                return bars;
            }
            assertThat(add(page, bars, to)).as("a bar at least").isPositive();
            to = page.get("t").get(0).asLong();
        }
    }

    /** The same, read by ranges alone, so that empty ones say where to go on. */
    Map<Long, Bar> barsByRange(String symbol, String resolution, long length, long end) throws Exception {
        var bars = new TreeMap<Long, Bar>();
        long to = end;
        while (true) {
            JsonNode page = history(symbol, resolution, to - length, to, "");
            if (page.get("s").asText().equals("ok")) {
                add(page, bars, to);
                to -= length;
            } else if (page.has("nextTime")) {
                long next = page.get("nextTime").asLong();
                assertThat(next).isLessThan(to - length);
                to = next + 1;
            } else {
                return bars;
            }
        }
    }

    private JsonNode history(String symbol, String resolution, long from, long to, String more) throws Exception {
        return get("/history?symbol=" + encoded(symbol) + "&resolution=" + resolution + "&from=" + from + "&to=" + to
                + more);
    }

    /** Adds a page and checks its form. */
    private static int add(JsonNode page, Map<Long, Bar> bars, long end) {
        assertThat(page.get("s").asText()).isEqualTo("ok");
        JsonNode times = page.get("t");
        long before = Long.MIN_VALUE;
        for (int i = 0; i < times.size(); i++) {
            long time = times.get(i).asLong();
            assertThat(time)
                    .as("ascending, before the end")
                    .isGreaterThan(before)
                    .isLessThan(end);
            before = time;
            var bar = new Bar(
                    page.get("o").get(i).asDouble(),
                    page.get("h").get(i).asDouble(),
                    page.get("l").get(i).asDouble(),
                    page.get("c").get(i).asDouble(),
                    page.get("v").get(i).asDouble());
            assertThat(bars.put(time, bar)).as("each bar once").isNull();
        }
        return times.size();
    }
}
