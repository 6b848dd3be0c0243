package org.stellarticker.exchange.link;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Instrument;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.codec.EventDecoder;
import org.stellarticker.exchange.codec.ValueCodec;

/** The client's connection: opened again whenever it breaks, read by a thread of its own, written by another. */
final class Link {

    private static final long FIRST_DELAY_MILLIS = 20;
    private static final long LONGEST_DELAY_MILLIS = 1_000;

    private final Path socket;
    private final CountDownLatch closed = new CountDownLatch(1);

    private final Map<Long, Question<?>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong lastQuestion = new AtomicLong();

    /** Where questions go; null while the engine cannot be asked. */
    private volatile @Nullable Outbox open;

    /** Guards what follows. */
    private final Object lock = new Object();

    private final Map<Long, Following> followers = new HashMap<>();
    private @Nullable Outbox outbox;
    private @Nullable SocketChannel channel;

    private volatile List<Instrument> instruments = List.of();
    private volatile EventDecoder events = new EventDecoder(List.of());

    /** A question that waits for its answer. */
    private record Question<T>(Function<ByteBuffer, T> read, CompletableFuture<T> answer) {

        void answer(ByteBuffer in) {
            answer.complete(read.apply(in));
        }
    }

    private Link(Path socket) {
        this.socket = socket;
    }

    static Link open(Path socket) {
        var link = new Link(socket);
        Thread.ofPlatform().daemon().name("exchange-link").start(link::run);
        return link;
    }

    boolean isConnected() {
        return open != null;
    }

    List<Instrument> instruments() {
        if (instruments.isEmpty()) {
            throw away();
        }
        return instruments;
    }

    String text(Refusal refusal, long expected, long found, int instrument) {
        boolean named = instrument >= 0 && instrument < instruments.size();
        return RefusalTexts.text(refusal, expected, found, named ? instruments.get(instrument) : null);
    }

    <T> CompletableFuture<T> ask(byte kind, Consumer<ByteBuffer> content, Function<ByteBuffer, T> read) {
        var answer = new CompletableFuture<T>();
        long number = lastQuestion.incrementAndGet();
        Outbox to = open;
        if (to != null) {
            waiting.put(number, new Question<>(read, answer));
            if (to.add(kind, number, content)) {
                return answer;
            }
            waiting.remove(number);
        }
        answer.completeExceptionally(away());
        return answer;
    }

    AutoCloseable follow(Following following) {
        long number = lastQuestion.incrementAndGet();
        synchronized (lock) {
            followers.put(number, following);
            if (open != null) {
                post(Frame.FOLLOW, number, out -> out.putLong(following.last()));
            }
        }
        return () -> {
            synchronized (lock) {
                followers.remove(number);
                post(Frame.UNFOLLOW, number, out -> {});
            }
        };
    }

    private void post(byte kind, long question, Consumer<ByteBuffer> content) {
        if (outbox != null) {
            outbox.add(kind, question, content);
        }
    }

    private EngineAway away() {
        return new EngineAway("no connection to the engine at " + socket);
    }

    private void run() {
        long delay = FIRST_DELAY_MILLIS;
        while (closed.getCount() > 0) {
            boolean wasGreeted = false;
            try (SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                opened.connect(UnixDomainSocketAddress.of(socket));
                begin(opened);
                read(opened);
            } catch (IOException broken) {
                // The engine is away, or went; asked again below.
            } finally {
                wasGreeted = end();
            }
            delay = wasGreeted ? FIRST_DELAY_MILLIS : Math.min(2 * delay, LONGEST_DELAY_MILLIS);
            if (isClosedWithin(delay)) {
                return;
            }
        }
    }

    private boolean isClosedWithin(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void begin(SocketChannel opened) {
        var frames = new Outbox();
        synchronized (lock) {
            channel = opened;
            outbox = frames;
            long number = lastQuestion.incrementAndGet();
            waiting.put(number, new Question<>(this::greet, new CompletableFuture<>()));
            frames.add(Frame.HELLO, number, out -> {});
        }
        Thread.ofPlatform().daemon().name("exchange-link-sender").start(() -> send(frames, opened));
    }

    private static void send(Outbox frames, SocketChannel opened) {
        try {
            frames.sendTo(opened);
        } catch (IOException broken) {
            // The reading thread meets the same, and opens another connection.
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the engine's instruments, from which on it can be asked. */
    private boolean greet(ByteBuffer in) {
        instruments = List.copyOf(ValueCodec.readAll(in, ValueCodec::readInstrument));
        var assets = new LinkedHashSet<Asset>();
        instruments.forEach(instrument -> {
            assets.add(instrument.base());
            assets.add(instrument.counter());
        });
        events = new EventDecoder(List.copyOf(assets));
        synchronized (lock) {
            followers.forEach((number, following) -> post(Frame.FOLLOW, number, out -> out.putLong(following.last())));
            // Behind that, no answer comes before the events that it includes.
            open = outbox;
        }
        return true;
    }

    /** Fails the questions that wait: nobody knows whether they arrived. */
    private boolean end() {
        boolean wasGreeted = open != null;
        open = null;
        synchronized (lock) {
            if (outbox != null) {
                outbox.end();
            }
            outbox = null;
            channel = null;
        }
        // Since the outbox takes no more, questions that come now are refused where they are asked.
        List<Question<?>> lost = List.copyOf(waiting.values());
        waiting.clear();
        lost.forEach(question -> question.answer()
                .completeExceptionally(
                        EngineAway.answerLost("the connection to the engine broke before the answer came")));
        return wasGreeted;
    }

    private void read(SocketChannel opened) throws IOException {
        var frames = new FrameReader(Frame.LONGEST_ANSWER);
        while (frames.readFrom(opened)) {
            for (ByteBuffer frame = frames.next(); frame != null; frame = frames.next()) {
                handle(frame);
            }
        }
    }

    private void handle(ByteBuffer frame) {
        byte kind = frame.get();
        long number = frame.getLong();
        if (kind == Frame.ANSWER || kind == Frame.FAULT) {
            Question<?> question = waiting.remove(number);
            if (question != null && kind == Frame.ANSWER) {
                question.answer(frame);
            } else if (question != null) {
                question.answer().completeExceptionally(new IllegalArgumentException(ValueCodec.readText(frame)));
            }
            return;
        }
        Following follower;
        synchronized (lock) {
            follower = followers.get(number);
        }
        if (follower != null) {
            follow(follower, kind, frame);
        }
    }

    private void follow(Following follower, byte kind, ByteBuffer frame) {
        switch (kind) {
            case Frame.EVENT -> follower.event(events.read(frame));
            case Frame.RESET -> follower.reset(frame.getLong());
            case Frame.FOLLOWING -> follower.begin(frame.getLong());
            default -> throw new IllegalArgumentException("no frame of the engine is of kind " + kind);
        }
    }

    void close() {
        closed.countDown();
        synchronized (lock) {
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException alreadyBroken) {
                    // It is closed in any case.
                }
            }
        }
    }
}
