package org.stellarticker.webhooksender.send;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds what is sent at a time: in all, to each server, and to those that have not answered yet or fail. So a server that does not
 * answer holds up few places, and many such servers no more than half of them.
 */
final class Receivers {

    /** Places in all. */
    static final int MOST = 512;

    /** Places of servers that are not known to answer, together. */
    private static final int MOST_UNPROVEN = MOST / 2;

    private static final int FIRST = 2;
    private static final int MOST_EACH = 32;

    /** Servers that are remembered while nothing is sent to them. */
    private static final int REMEMBERED = 20_000;

    private final Map<String, Receiver> byAuthority = new HashMap<>();
    private int inFlight;
    private int unproven;

    private static final class Receiver {
        private int limit = FIRST;
        private int inFlight;
        private boolean answers;
    }

    /** Takes a place of a server when one is free. */
    boolean tryTake(String authority) {
        Receiver receiver = byAuthority.computeIfAbsent(authority, _ -> new Receiver());
        if (free(receiver) == 0) {
            return false;
        }
        receiver.inFlight++;
        inFlight++;
        if (!receiver.answers) {
            unproven++;
        }
        return true;
    }

    /** Returns the number of places that are free for a server. */
    int free(String authority) {
        Receiver known = byAuthority.get(authority);
        return free(known == null ? new Receiver() : known);
    }

    private int free(Receiver receiver) {
        int own = Math.min(receiver.limit - receiver.inFlight, MOST - inFlight);
        return Math.max(0, receiver.answers ? own : Math.min(own, MOST_UNPROVEN - unproven));
    }

    /** Returns the number of places that are free in all. */
    int free() {
        return MOST - inFlight;
    }

    int inFlight() {
        return inFlight;
    }

    /** Gives a place back. A server that answers gets more of them, one that fails only one. */
    void release(String authority, boolean answered) {
        Receiver receiver = byAuthority.computeIfAbsent(authority, _ -> new Receiver());
        receiver.inFlight--;
        inFlight--;
        if (!receiver.answers) {
            unproven--;
        }
        if (receiver.answers != answered) {
            // What is still in flight counts as what the server is known for now.
            unproven += answered ? -receiver.inFlight : receiver.inFlight;
            receiver.answers = answered;
        }
        receiver.limit = answered ? Math.min(MOST_EACH, receiver.limit + 1) : 1;
        if (byAuthority.size() > REMEMBERED) {
            byAuthority.values().removeIf(known -> known.inFlight == 0);
        }
    }
}
