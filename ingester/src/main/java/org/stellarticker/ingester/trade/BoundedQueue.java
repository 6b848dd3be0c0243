package org.stellarticker.ingester.trade;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A queue for one reader, bounded by its entries and by their bytes; an entry counts until the reader releases what it took. */
final class BoundedQueue<T> {

    private final BlockingQueue<T> entries;
    private final int mostBytes;
    private final Semaphore free;
    private final ToIntFunction<T> bytes;
    private int taken;

    BoundedQueue(int mostEntries, int mostBytes, ToIntFunction<T> bytes) {
        this.entries = new ArrayBlockingQueue<>(mostEntries);
        this.mostBytes = mostBytes;
        this.free = new Semaphore(mostBytes);
        this.bytes = bytes;
    }

    /** Waits for room; an entry that is larger than all of it waits for an empty queue. */
    void put(T entry) throws InterruptedException {
        free.acquire(counted(entry));
        entries.put(entry);
    }

    T take() throws InterruptedException {
        T entry = entries.take();
        taken += counted(entry);
        return entry;
    }

    /** Returns the next entry, or null when none came in time. */
    @Nullable
    T poll(long time, TimeUnit unit) throws InterruptedException {
        T entry = entries.poll(time, unit);
        taken += entry == null ? 0 : counted(entry);
        return entry;
    }

    /** Makes room, because the reader no longer needs what it took. */
    void release() {
        free.release(taken);
        taken = 0;
    }

    private int counted(T entry) {
        return Math.min(mostBytes, bytes.applyAsInt(entry));
    }
}
