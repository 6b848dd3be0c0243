package org.stellarticker.graphqlserver.graphql.stream;

import graphql.ExecutionResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.stellarticker.graphqlserver.stream.SharedChange;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.graphqlserver.stream.StreamSession;
import org.stellarticker.graphqlserver.stream.TooManySelections;
import org.stellarticker.http.ClientGone;
import org.stellarticker.http.limit.Backlog;
import org.stellarticker.marketdata.stream.Selection;
import org.stellarticker.marketdata.stream.StreamChange;
import org.stellarticker.marketdata.stream.StreamPosition;
import org.stellarticker.marketdata.stream.Topic;

/** Answers one subscription, in a thread of its own. */
public final class SubscriptionStream {

    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** Sends to the client, and waits until the connection took it. */
    public interface Client {

        void next(ExecutionResult answer) throws ClientGone;

        /** Keeps a quiet connection open. */
        void heartbeat() throws ClientGone;

        /** Gives the position up to which all was sent, some minutes after the last one. */
        void position(StreamPosition position) throws ClientGone;
    }

    private final StreamHub hub;
    private final String address;
    private final Backlog backlog;

    /**
     * @param address of the client
     * @param backlog of its connection, in changes
     */
    public SubscriptionStream(StreamHub hub, String address, Backlog backlog) {
        this.hub = hub;
        this.address = address;
        this.backlog = backlog;
    }

    /**
     * Sends answers until the client goes away, or asks for the end.
     *
     * @param answers of graphql-java, made of what the source emits
     * @throws SubscriptionEnded when the client has to begin anew, or to resume
     */
    public void run(Publisher<ExecutionResult> answers, ChangeSource source, Client client, OperationEnd asked)
            throws ClientGone, InterruptedException, SubscriptionEnded, TooManySelections {
        Selection selection = source.selection();
        StreamSession session = StreamSession.open(hub, address, selection, source.after());
        if (session.isReset() && !isState(selection)) {
            throw SubscriptionEnded.positionNotKept(source.after().orElseThrow());
        }
        var sender = new Sender(client);
        answers.subscribe(sender);
        var waiting = new Waiting(backlog);
        asked.onEnd(waiting::end);
        Runnable end = session.begin(
                change -> {
                    if (asked.isReached()) {
                        throw new ClientGone(new IOException("the client ended the subscription"));
                    }
                    emit(source, change, sender);
                },
                waiting);
        try {
            // The client's position until the first change.
            StreamPosition sent = session.position();
            client.position(sent);
            for (Next next = waiting.next(); !(next instanceof Next.End); next = waiting.next()) {
                switch (next) {
                    case Next.Change(SharedChange change) -> {
                        emit(source, change.in(selection.direction()), sender);
                        sent = change.stored().position();
                    }
                    case Next.Position(StreamPosition position) -> {
                        client.position(position);
                        sent = position;
                    }
                    case Next.Silence() -> client.heartbeat();
                    case Next.Overflow() -> throw SubscriptionEnded.overflow(sent);
                    case Next.End() -> throw new IllegalStateException("the loop is over");
                }
            }
        } finally {
            end.run();
            waiting.end();
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

    /** What the client's thread does next. */
    private sealed interface Next {

        record Change(SharedChange change) implements Next {}

        /** All up to a position was sent. */
        record Position(StreamPosition position) implements Next {}

        /** There was nothing for some seconds. */
        record Silence() implements Next {}

        /** The client was too slow. */
        record Overflow() implements Next {}

        /** The client asked for the end. */
        record End() implements Next {}
    }

    /** What waits for the client's thread; nothing does once the client was too slow, or asked for the end. */
    private static final class Waiting implements org.stellarticker.graphqlserver.stream.Subscriber {

        private final Backlog backlog;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Deque<Next> waiting = new ArrayDeque<>();
        private Optional<Next> last = Optional.empty();

        Waiting(Backlog backlog) {
            this.backlog = backlog;
        }

        @Override
        public boolean offer(SharedChange change) {
            return add(new Next.Change(change));
        }

        @Override
        public boolean reached(StreamPosition position) {
            return add(new Next.Position(position));
        }

        private boolean add(Next next) {
            lock.lock();
            try {
                if (last.isPresent()) {
                    return false;
                }
                if (!backlog.add(1)) {
                    finish(new Next.Overflow());
                    return false;
                }
                waiting.addLast(next);
                changed.signal();
                return true;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void overflow() {
            finish(new Next.Overflow());
        }

        void end() {
            finish(new Next.End());
        }

        private void finish(Next with) {
            lock.lock();
            try {
                last = Optional.of(with);
                backlog.take(waiting.size());
                waiting.clear();
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        /** Waits for what is next. */
        Next next() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long left = SILENCE.toNanos();
                while (waiting.isEmpty() && last.isEmpty() && left > 0) {
                    left = changed.awaitNanos(left);
                }
                if (waiting.isEmpty()) {
                    return last.orElse(new Next.Silence());
                }
                backlog.take(1);
                return waiting.removeFirst();
            } finally {
                lock.unlock();
            }
        }
    }
}
