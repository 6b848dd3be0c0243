package org.stellarticker.graphqlserver.stream;

import java.util.List;
import java.util.Optional;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.StreamChange;
import org.stellarticker.marketdata.stream.StreamPosition;
import org.stellarticker.marketdata.stream.StreamReader;
import org.stellarticker.marketdata.stream.Wanted;

/**
 * A client's stream: what it missed since its position, or a snapshot of the states; then what the {@link StreamHub} offers.
 * For use by one thread.
 */
public final class StreamSession {

    private final StreamHub hub;
    private final String client;
    private final Selection selection;
    private final boolean reset;
    private StreamReader.Batch batch;

    private StreamSession(StreamHub hub, String client, Selection selection, boolean reset, StreamReader.Batch first) {
        this.hub = hub;
        this.client = client;
        this.selection = selection;
        this.reset = reset;
        this.batch = first;
    }

    /**
     * Reads the first part of a stream.
     *
     * @param client its address
     * @param after the client's last position; empty when it begins
     */
    public static StreamSession open(StreamHub hub, String client, Selection selection, Optional<StreamPosition> after)
            throws InterruptedException, TooManySelections {
        hub.admit(client, selection);
        return hub.read(tx -> {
            boolean kept = after.map(position -> hub.reader().isKept(tx, position, selection.topics()))
                    .orElse(true);
            StreamReader.Batch first = after.filter(_ -> kept)
                    .map(position -> hub.reader().read(tx, position, Wanted.of(selection)))
                    .orElseGet(() -> hub.reader().snapshot(tx, selection));
            return new StreamSession(hub, client, selection, !kept, first);
        });
    }

    /** Returns whether the position is no longer kept, so that the stream begins with a snapshot instead. */
    public boolean isReset() {
        return reset;
    }

    /** What takes the changes of the past, one after the other; it may wait. */
    @FunctionalInterface
    public interface Past<E extends Exception> {
        /** @param change in the direction of the selection */
        void accept(StreamChange change) throws E;
    }

    /**
     * Passes the past on, and subscribes to all that follows it.
     *
     * @return ends the subscription; call it once the stream has ended
     */
    public <E extends Exception> Runnable begin(Past<E> past, Subscriber subscriber) throws E, InterruptedException {
        var subscription = new Subscription(client, selection, subscriber);
        boolean begun = false;
        try {
            pass(past);
            while (batch.more()) {
                readOn(past);
            }
            if (!hub.add(subscription, batch.end())) {
                do {
                    readOn(past);
                } while (batch.more());
            }
            subscription.beginAfter(batch.end());
            begun = true;
            return () -> hub.remove(subscription);
        } finally {
            if (!begun) {
                hub.remove(subscription);
            }
        }
    }

    private <E extends Exception> void readOn(Past<E> past) throws E, InterruptedException {
        StreamPosition after = batch.end();
        batch = hub.read(tx -> hub.reader().read(tx, after, Wanted.of(selection)));
        pass(past);
    }

    private <E extends Exception> void pass(Past<E> past) throws E {
        List<StreamChange> changes = batch.changes();
        for (StreamChange change : changes) {
            if (selection.wants(change)) {
                past.accept(selection.market().map(change.pair()::equals).orElse(true) ? change : change.turned());
            }
        }
    }

    /** Returns the position behind the past; once the stream has begun, all later positions are offered. */
    public StreamPosition position() {
        return batch.end();
    }
}
