package org.stellarticker.graphqlserver.graphql.stream;

import graphql.ExecutionResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.stellarticker.graphqlserver.http.ClientGone;
import org.stellarticker.graphqlserver.http.limit.Backlog;
import org.stellarticker.graphqlserver.stream.SharedChange;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.graphqlserver.stream.StreamSession;
import org.stellarticker.marketdata.Orientation;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.StreamChange;
import org.stellarticker.marketdata.stream.StreamPosition;
import org.stellarticker.marketdata.stream.Topic;

/** Answers one subscription, in a thread of its own. */
public final class SubscriptionStream {

    /** Changes that may wait: some seconds of a busy network. The most is more than all that is offered at once. */
    private static final Backlog.Bounds BACKLOG = new Backlog.Bounds(500, 50_000, Duration.ofSeconds(30));

    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** Sends to the client, and waits until the connection took it. */
    public interface Client {

        void next(ExecutionResult answer) throws ClientGone;

        /** Keeps a quiet connection open. */
        void heartbeat() throws ClientGone;
    }

    private final StreamHub hub;

    public SubscriptionStream(StreamHub hub) {
        this.hub = hub;
    }

    /**
     * Sends answers until the client goes away.
     *
     * @param answers of graphql-java, made of what the source emits
     * @throws SubscriptionEnded when the client has to begin anew, or to resume
     */
    public void run(Publisher<ExecutionResult> answers, ChangeSource source, Client client)
            throws ClientGone, InterruptedException, SubscriptionEnded {
        Selection selection = source.selection();
        StreamSession session = StreamSession.open(hub, selection, source.after());
        if (session.isReset() && !isState(selection)) {
            throw SubscriptionEnded.positionNotKept(source.after().orElseThrow());
        }
        var sender = new Sender(client);
        answers.subscribe(sender);
        var waiting = new Waiting(selection.direction());
        Runnable end = session.begin(change -> emit(source, change, sender), waiting);
        try {
            while (true) {
                Optional<StreamChange> change = waiting.next();
                if (change.isPresent()) {
                    emit(source, change.get(), sender);
                } else {
                    client.heartbeat();
                }
            }
        } finally {
            end.run();
        }
    }

    /** States lose nothing when their position is no longer kept: the newest ones are sent. */
    private static boolean isState(Selection selection) {
        return selection.topics().contains(Topic.MARKETS) || selection.topics().contains(Topic.CANDLES);
    }

    private static void emit(ChangeSource source, StreamChange change, Sender sender) throws ClientGone {
        source.emit(change);
        sender.check();
    }

    /** Sends each answer as soon as it is made. */
    private static final class Sender implements Subscriber<ExecutionResult> {

        private final Client client;
        private @Nullable ClientGone gone;
        private @Nullable Throwable fault;

        Sender(Client client) {
            this.client = client;
        }

        @Override
        public void onSubscribe(Subscription answers) {
            answers.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ExecutionResult answer) {
            try {
                client.next(answer);
            } catch (ClientGone closed) {
                gone = closed;
            }
        }

        @Override
        public void onError(Throwable cause) {
            fault = cause;
        }

        /** Ends the stream when the last answer could not be made or sent. */
        void check() throws ClientGone {
            if (gone != null) {
                throw gone;
            }
            if (fault != null) {
                throw new IllegalStateException("an answer of a subscription was not made", fault);
            }
        }

        @Override
        public void onComplete() {
            // The source never completes.
        }
    }

    /** The changes that wait for the client's thread. */
    private static final class Waiting implements org.stellarticker.graphqlserver.stream.Subscriber {

        private final Orientation direction;
        private final BlockingQueue<StreamChange> changes = new LinkedBlockingQueue<>();
        private final Backlog backlog = new Backlog(BACKLOG);
        private volatile boolean overflown;

        Waiting(Orientation direction) {
            this.direction = direction;
        }

        @Override
        public boolean offer(SharedChange change) {
            if (!backlog.add(1)) {
                overflown = true;
                return false;
            }
            changes.add(change.in(direction));
            return true;
        }

        @Override
        public boolean reached(StreamPosition position) {
            // A subscription has no event for it.
            return !overflown;
        }

        @Override
        public void overflow() {
            overflown = true;
        }

        /** Returns the next change; empty after some seconds without one. */
        Optional<StreamChange> next() throws InterruptedException, SubscriptionEnded {
            Optional<StreamChange> next = Optional.ofNullable(changes.poll());
            if (next.isEmpty() && overflown) {
                throw SubscriptionEnded.overflow();
            }
            if (next.isEmpty()) {
                next = Optional.ofNullable(changes.poll(SILENCE.toMillis(), TimeUnit.MILLISECONDS));
            }
            next.ifPresent(_ -> backlog.take(1));
            return next;
        }
    }
}
