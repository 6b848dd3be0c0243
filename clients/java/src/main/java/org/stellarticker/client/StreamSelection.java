package org.stellarticker.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stream reports.
 *
 * @param topics {@code trades}, {@code corrections}, {@code markets}, or candles of an interval such as {@code candles:1m}
 * @param base of a market; null for all markets
 * @param after the position of an earlier event, to go on behind it
 * @param giveUpAfter how long without any event until a lost connection is an error; null for never
 */
public record StreamSelection(
        List<String> topics,
        @Nullable String base,
        @Nullable String counter,
        @Nullable String after,
        @Nullable Duration giveUpAfter) {

    public StreamSelection {
        topics = List.copyOf(topics);
    }

    public static StreamSelection of(String... topics) {
        return new StreamSelection(List.of(topics), null, null, null, null);
    }

    public StreamSelection ofMarket(String base, String counter) {
        return new StreamSelection(topics, base, counter, after, giveUpAfter);
    }

    public StreamSelection after(String position) {
        return new StreamSelection(topics, base, counter, position, giveUpAfter);
    }

    public StreamSelection giveUpAfter(Duration limit) {
        return new StreamSelection(topics, base, counter, after, limit);
    }
}
