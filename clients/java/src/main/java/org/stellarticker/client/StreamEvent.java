package org.stellarticker.client;

import org.jspecify.annotations.Nullable;

/**
 * An event of the stream.
 *
 * @param kind {@code trade}, {@code correction}, {@code market}, {@code candle}, {@code position}, {@code reset} or
 *     {@code overflow}
 * @param position what to go on from: all up to this event was received
 * @param data a {@code Trade}, {@code Correction}, {@code MarketState}, {@code CandleState}, {@code Position}, or a
 *     {@code Notice} of a reset or overflow
 */
public record StreamEvent(String kind, @Nullable String position, Object data) {}
