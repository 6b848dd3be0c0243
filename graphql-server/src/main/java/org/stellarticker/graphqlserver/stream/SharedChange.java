package org.stellarticker.graphqlserver.stream;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.stellarticker.http.stream.ServerSentEvent;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.stream.StreamChange;

/** A change that many subscribers are reported. It is turned, and written as a server-sent event, at most once each. */
public final class SharedChange {

    private final StreamChange stored;
    private final Map<Orientation, ByteBuffer> events = new EnumMap<>(Orientation.class);

    /** @param stored in the stored direction of its market */
    public SharedChange(StreamChange stored) {
        this.stored = stored;
    }

    /** Returns the change in the stored direction of its market. */
    public StreamChange stored() {
        return stored;
    }

    public StreamChange in(Orientation direction) {
        return direction == Orientation.STORED ? stored : stored.turned();
    }

    /** Returns the server-sent event. */
    public synchronized ByteBuffer event(Orientation direction, EventForm form) {
        return events.computeIfAbsent(direction, _ -> event(in(direction), form));
    }

    private static ByteBuffer event(StreamChange change, EventForm form) {
        String type = switch (change) {
            case StreamChange.StoredTrade _ -> "trade";
            case StreamChange.Corrected _ -> "correction";
            case StreamChange.MarketState _ -> "market";
            case StreamChange.CandleState _ -> "candle";
        };
        return ServerSentEvent.of(change.position().toString(), type, form.json(change));
    }

    /** Writes the data of changes. */
    @FunctionalInterface
    public interface EventForm {
        byte[] json(StreamChange change);
    }
}
