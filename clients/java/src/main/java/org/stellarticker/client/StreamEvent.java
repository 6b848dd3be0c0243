package org.stellarticker.client;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.live.CandleState;
import org.stellarticker.client.live.Correction;
import org.stellarticker.client.live.MarketState;
import org.stellarticker.client.live.Notice;
import org.stellarticker.client.live.Position;
import org.stellarticker.client.market.Trade;

/**
 * An event of the stream.
 *
 * @param kind {@code trade}, {@code correction}, {@code market}, {@code candle}, {@code position}, {@code reset} or
 *     {@code overflow}
 * @param position what to go on from: all up to this event was received
 * @param data a {@code Trade}, {@code Correction}, {@code MarketState}, {@code CandleState}, {@code Position}, or a
 *     {@code Notice} of a reset or overflow
 */
public record StreamEvent(String kind, @Nullable String position, Object data) {

    private static final Map<String, Class<?>> FORMS = Map.of(
            "trade", Trade.class,
            "correction", Correction.class,
            "market", MarketState.class,
            "candle", CandleState.class,
            "position", Position.class,
            "reset", Notice.class,
            "overflow", Notice.class);

    /** Reads an event; empty for one of a kind that this version does not know. */
    static Optional<StreamEvent> read(String kind, @Nullable String position, String data) {
        return Optional.ofNullable(FORMS.get(kind))
                .map(form -> new StreamEvent(kind, position, Answers.read(kind, data, form)));
    }
}
