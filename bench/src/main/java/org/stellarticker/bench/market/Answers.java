package org.stellarticker.bench.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Compares the results of both tickers. */
final class Answers {

    private static final double TOLERANCE = 1e-9;

    private Answers() {}

    /**
     * Compares every value of {@code markets.json} that is made of trades with the legacy ticker's.
     *
     * @return the number of compared values
     * @throws IllegalStateException when a value differs by more than 1e-9 of its size
     */
    static int compare(Path marketsJson, Map<String, Map<String, Object>> legacy) throws IOException {
        return compare(new ObjectMapper().readTree(marketsJson.toFile()).get("pairs"), "name", legacy);
    }

    /**
     * Compares rows with the legacy ticker's, as {@link #compare(Path, Map)}.
     *
     * @param name the field by which the legacy ticker's values are found
     */
    static int compare(JsonNode pairs, String name, Map<String, Map<String, Object>> legacy) {
        if (pairs.size() != legacy.size()) {
            throw new IllegalStateException(
                    "results differ: " + pairs.size() + " pairs against " + legacy.size() + " by the query");
        }
        int compared = 0;
        for (JsonNode pair : pairs) {
            Map<String, Object> values = legacy.get(pair.get(name).asText());
            if (values == null) {
                throw new IllegalStateException("results differ: the query has no " + pair.get(name));
            }
            for (var value : values.entrySet()) {
                if (!isSame(pair, value.getKey(), value.getValue())) {
                    throw new IllegalStateException("results differ: " + pair.get(name) + " " + value.getKey() + " is "
                            + pair.get(value.getKey()) + ", by the query " + value.getValue());
                }
                compared++;
            }
        }
        return compared;
    }

    private static boolean isSame(JsonNode pair, String name, Object legacy) {
        return switch (legacy) {
            case Instant time -> Instant.parse(pair.get(name).asText()).equals(time);
            case Double value -> isNear(pair.get(name).asDouble(), value, sizeOf(pair, name, value));
            default -> throw new IllegalStateException("not a value: " + legacy);
        };
    }

    /** A change is as exact as the prices that it is the difference of. */
    private static double sizeOf(JsonNode pair, String name, double value) {
        return name.startsWith("change") ? Math.max(pair.get("close").asDouble(), value) : value;
    }

    private static boolean isNear(double ours, double legacy, double size) {
        return Math.abs(ours - legacy) <= TOLERANCE * Math.abs(size);
    }
}
