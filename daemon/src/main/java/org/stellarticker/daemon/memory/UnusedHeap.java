package org.stellarticker.daemon.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.function.LongSupplier;

/**
 * Gives heap that is not used back to the system. Java makes the heap as large as the program may have it before it looks for
 * what is unused among old objects; after a backfill it would keep that for hours, on a machine that seven programs share.
 */
public final class UnusedHeap {

    /** A heap that grew by less is not worth a collection, which stops the program for some hundredths of a second. */
    private static final double GROWTH = 1.25;

    private static final String LEAST_FREE = "MinHeapFreeRatio";
    private static final String MOST_FREE = "MaxHeapFreeRatio";
    /** Hundredths of the heap that are free after a collection: at least so many, and at most as many as the next. */
    private static final int LITTLE = 15;

    private static final int MORE = 25;

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
        return new UnusedHeap(() -> memory.getHeapMemoryUsage().getCommitted(), () -> collect(memory));
    }

    /** Leaves little free for once: a heap that always has so little room is collected too often while there is work. */
    private static void collect(MemoryMXBean memory) {
        var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        String least = options.getVMOption(LEAST_FREE).getValue();
        String most = options.getVMOption(MOST_FREE).getValue();
        options.setVMOption(LEAST_FREE, String.valueOf(Math.min(LITTLE, Integer.parseInt(least))));
        options.setVMOption(MOST_FREE, String.valueOf(Math.min(MORE, Integer.parseInt(most))));
        try {
            memory.gc();
        } finally {
            options.setVMOption(MOST_FREE, most);
            options.setVMOption(LEAST_FREE, least);
        }
    }

    /** Collects garbage if the heap has grown since the last time. What the program needs is no growth the next time. */
    public void giveBack() {
        if (size.getAsLong() > kept * GROWTH) {
            collection.run();
            kept = size.getAsLong();
        }
    }
}
