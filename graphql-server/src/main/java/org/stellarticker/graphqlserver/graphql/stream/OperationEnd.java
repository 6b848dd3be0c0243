package org.stellarticker.graphqlserver.graphql.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * The end of an operation, which its client may ask for at any time. It wakes the operation's thread and never interrupts
 * it: a thread that is interrupted while it writes breaks its client's connection, with all other operations.
 */
public final class OperationEnd {

    private final List<Runnable> actions = new ArrayList<>();
    private boolean reached;

    /** Has something woken or cancelled when the end is asked for; at once when it already was. */
    public void onEnd(Runnable action) {
        synchronized (actions) {
            if (!reached) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Asks for the end. */
    public void reach() {
        List<Runnable> due;
        synchronized (actions) {
            reached = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    /** Returns whether the operation is to end. */
    public boolean isReached() {
        synchronized (actions) {
            return reached;
        }
    }
}
