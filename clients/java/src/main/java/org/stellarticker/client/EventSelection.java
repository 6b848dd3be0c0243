package org.stellarticker.client;

import org.jspecify.annotations.Nullable;

/**
 * Which events or messages are listed.
 *
 * @param type of the events or messages; null for any
 * @param state {@code waiting}, {@code delivered}, {@code dead} or {@code streamed}, of messages; null for any
 * @param base of a market; null for all markets
 */
public record EventSelection(
        @Nullable String type,
        @Nullable String state,
        @Nullable String base,
        @Nullable String counter,
        TimeWindow window) {

    public static final EventSelection ALL = new EventSelection(null, null, null, null, TimeWindow.ALL);

    public EventSelection ofType(String text) {
        return new EventSelection(text, state, base, counter, window);
    }

    public EventSelection inState(String text) {
        return new EventSelection(type, text, base, counter, window);
    }

    public EventSelection ofMarket(String ofBase, String ofCounter) {
        return new EventSelection(type, state, ofBase, ofCounter, window);
    }

    public EventSelection within(TimeWindow time) {
        return new EventSelection(type, state, base, counter, time);
    }

    <A> Call<A> of(Call<A> call) {
        return call.with("type", type)
                .with("state", state)
                .with("base", base)
                .with("counter", counter)
                .with(window);
    }
}
