package org.stellarticker.exchangeengine;

import java.nio.ByteBuffer;
import org.stellarticker.exchange.codec.EventEncoder;

/** The newest events as bytes, for followers that were away or are slow. A ring that allocates nothing. */
final class EventRing implements EventEncoder.Target {

    /** An order's event takes about 150 bytes, a balance's or level's about 40. */
    private static final int BYTES_AN_EVENT = 128;

    private final ByteBuffer ring;
    private final ByteBuffer reading;
    private final int[] starts;
    private final int[] lengths;
    /** The numbers of the events that are kept; none while the newest is below the oldest. */
    private long oldest = 1;

    private long newest;
    private int end;

    /** @param events at most so many are kept */
    EventRing(int events) {
        ring = ByteBuffer.allocateDirect(events * BYTES_AN_EVENT);
        reading = ring.duplicate();
        starts = new int[events];
        lengths = new int[events];
    }

    /** Begins anew behind an event, as a snapshot says. */
    void continueAfter(long event) {
        oldest = event + 1;
        newest = event;
    }

    long newest() {
        return newest;
    }

    /** Returns whether all events behind that one are kept. */
    boolean hasAllAfter(long event) {
        return event >= oldest - 1 && event <= newest;
    }

    @Override
    public void event(long number, ByteBuffer bytes) {
        if (number != newest + 1) {
            continueAfter(number - 1);
        }
        int length = bytes.remaining();
        int start = length > ring.capacity() - end ? 0 : end;
        forgetBefore(number - starts.length + 1);
        while (oldest < number && isOverwritten(oldest, start, length)) {
            oldest++;
        }
        ring.clear().position(start);
        ring.put(bytes);
        starts[index(number)] = start;
        lengths[index(number)] = length;
        end = start + length;
        newest = number;
    }

    private void forgetBefore(long number) {
        oldest = Math.max(oldest, number);
    }

    /** Returns whether an event lies where the next one is written, or in the rest of the ring that is left out. */
    private boolean isOverwritten(long number, int start, int length) {
        int first = starts[index(number)];
        boolean isLeftOut = start < end && first >= end;
        return isLeftOut || (first < start + length && first + lengths[index(number)] > start);
    }

    /** Returns the bytes of an event that is kept; they hold until the next call. */
    ByteBuffer bytes(long number) {
        int start = starts[index(number)];
        reading.limit(start + lengths[index(number)]).position(start);
        return reading;
    }

    private int index(long number) {
        return (int) (number % starts.length);
    }
}
