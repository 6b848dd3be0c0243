package org.stellarticker.graphqlserver.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.StreamPosition;

/**
 * One client's place in the {@link StreamHub}. Until it has read what came before, it keeps what the hub gives it; from then
 * on, it passes on what its client was not reported yet.
 */
final class Subscription {

    /** Changes that wait while the past is read: some seconds of a busy network. */
    private static final int MOST = 20_000;

    private final String client;
    private final Selection selection;
    private final Subscriber subscriber;
    private List<SharedChange> waiting = new ArrayList<>();
    private Optional<StreamPosition> begin = Optional.empty();
    private boolean ended;

    /** @param client its address */
    Subscription(String client, Selection selection, Subscriber subscriber) {
        this.client = client;
        this.selection = selection;
        this.subscriber = subscriber;
    }

    String client() {
        return client;
    }

    Selection selection() {
        return selection;
    }

    /** @param changes that its selection wants */
    synchronized void offer(List<SharedChange> changes) {
        if (ended) {
            return;
        }
        if (begin.isPresent()) {
            pass(changes, begin.get());
        } else if (waiting.size() + changes.size() > MOST) {
            ended = true;
            waiting = List.of();
            subscriber.overflow();
        } else {
            waiting.addAll(changes);
        }
    }

    /** Passes on all that follows a position. */
    synchronized void beginAfter(StreamPosition position) {
        begin = Optional.of(position);
        List<SharedChange> kept = waiting;
        waiting = List.of();
        pass(kept, position);
    }

    /** Passes on up to where all was offered, unless its client has read on by itself. */
    synchronized void reach(StreamPosition position) {
        if (!ended && begin.isPresent() && !begin.get().exceeds(position)) {
            ended = !subscriber.reached(position);
        }
    }

    private void pass(List<SharedChange> changes, StreamPosition after) {
        for (SharedChange change : changes) {
            if (!ended && change.stored().isAfter(after)) {
                ended = !subscriber.offer(change);
            }
        }
    }
}
