package org.stellarticker.client;

import java.util.Iterator;

/**
 * What comes, for ever, until it is closed, also by another thread. To be read once, by one thread.
 *
 * @param <T> what comes
 */
public final class Live<T> implements Iterable<T>, AutoCloseable {

    private final Iterator<T> items;
    private final Runnable end;

    Live(Iterator<T> items, Runnable end) {
        this.items = items;
        this.end = end;
    }

    @Override
    public Iterator<T> iterator() {
        return items;
    }

    @Override
    public void close() {
        end.run();
    }
}
