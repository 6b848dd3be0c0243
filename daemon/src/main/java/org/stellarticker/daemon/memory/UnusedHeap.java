package org.stellarticker.daemon.memory;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Gives heap that is not used back to the system. Java makes the heap as large as the program may have it before it looks for
 * what is unused among old objects; after a backfill it would keep that for hours, on a machine that seven programs share.
 */
public final class UnusedHeap {

    /** A heap that grew by less is not worth a collection, which stops the program for some hundredths of a second. */
    private static final double GROWTH = 1.25;

    private final LongSupplier size;
    private final Runnable collection;
    private long kept;

    /**
     * @param size gives how much memory the heap has of the system
     * @param collection collects all garbage, and gives back what is free then
     */
    UnusedHeap(LongSupplier size, Runnable collection) {
        this.size = size;
        this.collection = collection;
        this.kept = size.getAsLong();
    }

    /** Returns the heap of this program. */
    public static UnusedHeap ofThisProgram() {
        var memory = ManagementFactory.getMemoryMXBean();
        return new UnusedHeap(() -> memory.getHeapMemoryUsage().getCommitted(), memory::gc);
    }

    /** Collects garbage if the heap has grown since the last time. What the program needs is no growth the next time. */
    public void giveBack() {
        if (size.getAsLong() > kept * GROWTH) {
            collection.run();
            kept = size.getAsLong();
        }
    }
}
