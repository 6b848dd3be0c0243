package org.stellarticker.exchangegateway.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.stellarticker.exchange.Event;

/** The newest events of all accounts, from which a stream that broke goes on. For use under the feed's lock. */
final class RecentEvents {

    private final Event[] ring;
    private long kept;

    /** The number of the newest event that was dropped or never seen; all later ones of accounts are here. */
    private long missingUpTo;

    RecentEvents(int most) {
        this.ring = new Event[most];
    }

    /** Begins anew behind an event. */
    void begin(long after) {
        Arrays.fill(ring, null);
        kept = 0;
        missingUpTo = after;
    }

    void add(Event event) {
        int slot = (int) (kept % ring.length);
        Event dropped = ring[slot];
        if (dropped != null) {
            missingUpTo = dropped.number();
        }
        ring[slot] = event;
        kept++;
    }

    /** Returns whether all events behind this one are kept. */
    boolean covers(long after) {
        return after >= missingUpTo;
    }

    /** Returns an account's events behind one, oldest first, at most so many. */
    List<Event> list(long account, long after, int most) {
        var events = new ArrayList<Event>();
        for (long i = Math.max(0, kept - ring.length); i < kept && events.size() < most; i++) {
            Event event = ring[(int) (i % ring.length)];
            if (event.number() > after && AccountEvents.account(event) == account) {
                events.add(event);
            }
        }
        return events;
    }
}
