package org.stellarticker.db.candle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BiConsumer;

/** Market-minutes whose candles are to be made anew, each once. */
public final class DirtyMinutes {

    /**
     * A market-minute.
     *
     * @param openMicros start of the minute, in microseconds since 1970
     * @param marks number of change marks that named it
     */
    record DirtyMinute(int pairId, long openMicros, int marks) {}

    private final int[] pairIds;
    private final long[] openMicros;
    private final int marks;

    DirtyMinutes(List<DirtyMinute> dirty) {
        pairIds = dirty.stream().mapToInt(DirtyMinute::pairId).toArray();
        openMicros = dirty.stream().mapToLong(DirtyMinute::openMicros).toArray();
        marks = dirty.stream().mapToInt(DirtyMinute::marks).sum();
    }

    int[] pairIds() {
        return pairIds;
    }

    long[] openMicros() {
        return openMicros;
    }

    public int size() {
        return pairIds.length;
    }

    /** Returns the number of change marks that named them. */
    public int marks() {
        return marks;
    }

    /** Passes the pair's id and the start of each minute to an action. */
    public void forEach(BiConsumer<Integer, Instant> action) {
        for (int i = 0; i < pairIds.length; i++) {
            action.accept(pairIds[i], Instant.EPOCH.plus(openMicros[i], ChronoUnit.MICROS));
        }
    }
}
