package org.stellarticker.graphqlserver.stream;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
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
        return events.computeIfAbsent(direction, _ -> ServerSentEvent.of(in(direction), form));
    }

    /** Writes the data of changes. */
    @FunctionalInterface
    public interface EventForm {
        byte[] json(StreamChange change);
    }
}
