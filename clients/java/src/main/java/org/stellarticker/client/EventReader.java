package org.stellarticker.client;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.error.ApiException;
import org.stellarticker.client.error.TickerException;
import org.stellarticker.client.error.UnreachableException;

/**
 * The events of a stream, over as many connections as it takes.
 *
 * @param <E> what they are read as
 */
final class EventReader<E> implements Iterator<E> {

    /** A stream says something every 15 seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final int OK = 200;

    private final Connection connection;
    private final Call<Void> call;
    private final EventParser.Form<E> form;
    private final Optional<Duration> giveUpAfter;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Queue<E> read = new ArrayDeque<>();

    private EventParser<E> parser;
    private volatile @Nullable ByteQueue bytes;
    private int failures;
    private long lastEvent = System.nanoTime();

    EventReader(
            Connection connection,
            Call<Void> call,
            EventParser.Form<E> form,
            @Nullable String after,
            Optional<Duration> giveUpAfter) {
        this.connection = connection;
        this.call = call;
        this.giveUpAfter = giveUpAfter;
        this.form = form;
        this.parser = new EventParser<>(after, form);
    }

    void end() {
        ended.countDown();
        ByteQueue open = bytes;
        if (open != null) {
            open.end();
        }
    }

    private boolean isEnded() {
        return ended.getCount() == 0 || connection.isClosed();
    }

    @Override
    public boolean hasNext() {
        while (read.isEmpty() && !isEnded()) {
            try {
                readOn();
            } catch (TickerException fault) {
                endConnection();
                if (isEnded()) {
                    return false;
                }
                awaitNextConnection(fault);
            }
        }
        return !isEnded();
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream was closed");
        }
        return read.remove();
    }

    private void readOn() {
        ByteQueue open = bytes;
        if (open == null) {
            open = connect();
        }
        ByteQueue.Part part = part(open);
        if (part == null) {
            throw new UnreachableException("nothing was heard from " + connection.url() + " for " + SILENCE);
        }
        for (ByteBuffer buffer : part.bytes()) {
            read.addAll(parser.feed(buffer));
        }
        if (!read.isEmpty()) {
            failures = 0;
            lastEvent = System.nanoTime();
        }
        if (part.ended()) {
            Throwable fault = part.fault();
            throw fault == null
                    ? new UnreachableException(connection.url() + " ended the stream")
                    : connection.fault(fault);
        }
    }

    private static ByteQueue.@Nullable Part part(ByteQueue open) {
        try {
            return open.next(SILENCE);
        } catch (InterruptedException e) {
            throw Connection.interrupted(e);
        }
    }

    private ByteQueue connect() {
        parser = new EventParser<>(parser.position(), form);
        var begun = new ByteQueue();
        bytes = begun;
        HttpRequest.Builder request = connection.request(call).header("Accept", "text/event-stream");
        String lastEventId = parser.position();
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<?> response =
                connection.await(send(request.timeout(SILENCE).build(), begun));
        connection.see(response.headers());
        if (response.body() instanceof byte[] body) {
            throw response.statusCode() == OK
                    ? new UnreachableException(connection.url() + " answered without a stream")
                    : Answers.error(response.statusCode(), response.headers(), body);
        }
        return begun;
    }

    /** An event stream goes to the queue; any other answer is read as a whole. */
    private CompletableFuture<HttpResponse<Object>> send(HttpRequest request, ByteQueue begun) {
        return connection.http().sendAsync(request, answer -> {
            boolean isStream = answer.statusCode() == OK
                    && answer.headers()
                            .firstValue("content-type")
                            .filter(type -> type.startsWith("text/event-stream"))
                            .isPresent();
            return isStream
                    ? begun
                    : BodySubscribers.mapping(BodyHandlers.ofByteArray().apply(answer), body -> body);
        });
    }

    private void endConnection() {
        ByteQueue open = bytes;
        bytes = null;
        if (open != null) {
            open.end();
        }
    }

    private void awaitNextConnection(TickerException fault) {
        boolean late = giveUpAfter
                .filter(limit -> System.nanoTime() - lastEvent >= limit.toNanos())
                .isPresent();
        if (late || !Connection.mayPass(fault)) {
            throw fault;
        }
        failures++;
        Optional<Duration> wanted = fault instanceof ApiException api ? api.retryAfter() : parser.retry();
        connection.pause(Retry.longer(connection.retry().backoff(failures), wanted.orElse(Duration.ZERO)), ended);
    }
}
