package org.stellarticker.exchange.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stellarticker.exchange.Fill;

/** The newest fills: all that were not taken yet, and of the others those among the newest 8,192. */
final class FillLog {

    private static final int KEPT = 8_192;

    /** A ring; the fill of number n is at n modulo its length, a power of two. */
    private @Nullable FillEntry[] ring = new FillEntry[KEPT];

    private long newest;
    private long oldest = 1;
    private long taken;

    long newest() {
        return newest;
    }

    long oldest() {
        return oldest;
    }

    /** Returns up to which number they need not be kept. */
    long taken() {
        return taken;
    }

    long waiting() {
        return newest - taken;
    }

    void take(long upTo) {
        taken = Math.max(taken, Math.min(upTo, newest));
        forgetOldest();
    }

    /** Begins anew behind that number, as a snapshot says. */
    void begin(long first, long takenBefore) {
        oldest = first;
        newest = first - 1;
        taken = takenBefore;
    }

    /** Returns the entry of the next fill, with its number. */
    FillEntry append() {
        newest++;
        forgetOldest();
        if (newest - oldest == ring.length) {
            grow();
        }
        int at = index(newest);
        FillEntry entry = ring[at];
        if (entry == null) {
            entry = new FillEntry();
            ring[at] = entry;
        }
        entry.number = newest;
        return entry;
    }

    private void forgetOldest() {
        oldest = Math.max(oldest, Math.min(taken + 1, newest - KEPT + 1));
    }

    private void grow() {
        @Nullable FillEntry[] larger = new FillEntry[2 * ring.length];
        for (long number = oldest; number < newest; number++) {
            larger[(int) (number & (larger.length - 1))] = ring[index(number)];
        }
        ring = larger;
    }

    FillEntry entry(long number) {
        return Objects.requireNonNull(ring[index(number)]);
    }

    private int index(long number) {
        return (int) (number & (ring.length - 1));
    }

    /** Returns the fills behind that number, oldest first. */
    List<Fill> after(long number, int limit) {
        var fills = new ArrayList<Fill>();
        for (long next = Math.max(number + 1, oldest); next <= newest && fills.size() < limit; next++) {
            fills.add(entry(next).copy());
        }
        return fills;
    }

    /** Returns the newest fills of an instrument, newest first. */
    List<Fill> last(int instrument, int limit) {
        var fills = new ArrayList<Fill>();
        for (long next = newest; next >= oldest && fills.size() < limit; next--) {
            FillEntry entry = entry(next);
            if (entry.instrument == instrument) {
                fills.add(entry.copy());
            }
        }
        return fills;
    }
}
