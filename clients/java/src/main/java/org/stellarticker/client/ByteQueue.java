package org.stellarticker.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The bytes of a stream's connection, which are asked for one part after the other. */
final class ByteQueue implements BodySubscriber<Object> {

    /** Bytes, or the end of the connection with its fault. */
    record Part(
            List<ByteBuffer> bytes, boolean ended, @Nullable Throwable fault) {}

    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean ended;

    /** There from the begin, not from the end of the stream. */
    @Override
    public CompletionStage<Object> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = begun;
        if (ended) {
            begun.cancel();
        } else {
            begun.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        parts.add(new Part(bytes, false, null));
    }

    @Override
    public void onError(Throwable fault) {
        parts.add(new Part(List.of(), true, fault));
    }

    @Override
    public void onComplete() {
        parts.add(new Part(List.of(), true, null));
    }

    /** Returns the next part; null when nothing was heard for so long. */
    @Nullable
    Part next(Duration silence) throws InterruptedException {
        Part part = parts.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        Flow.Subscription begun = subscription;
        if (part != null && !part.ended() && begun != null) {
            begun.request(1);
        }
        return part;
    }

    /** Ends the connection, and who waits for its next part. */
    void end() {
        ended = true;
        Flow.Subscription begun = subscription;
        if (begun != null) {
            begun.cancel();
        }
        parts.add(new Part(List.of(), true, null));
    }
}
