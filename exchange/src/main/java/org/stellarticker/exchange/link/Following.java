package org.stellarticker.exchange.link;

import java.util.function.Consumer;
import org.stellarticker.exchange.Event;

/** One who follows the events. Used by the link's thread only. */
final class Following {

    private final Consumer<Event> listener;
    private final Consumer<Long> reset;
    /** The number of the last event that was passed on; -1: none yet, and the first one is the next that happens. */
    private volatile long last;

    Following(long last, Consumer<Event> listener, Consumer<Long> reset) {
        this.last = last;
        this.listener = listener;
        this.reset = reset;
    }

    long last() {
        return last;
    }

    void begin(long number) {
        last = number;
    }

    void reset(long number) {
        last = number;
        reset.accept(number);
    }

    void event(Event event) {
        last = event.number();
        listener.accept(event);
    }
}
