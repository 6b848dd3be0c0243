package org.stellarticker.exchangegateway;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.link.Frame;
import org.stellarticker.exchange.link.FrameReader;

/** Stands between a gateway and the engine. It holds the answer to a command back, or breaks their connection before it. */
final class EngineRelay implements AutoCloseable {

    private static final int NUMBER = Frame.LENGTH + 1;
    private static final int CONTENT = Frame.LENGTH + Frame.HEADER;

    private final ServerSocketChannel server;
    private final Path engine;
    private final AtomicReference<Optional<Fate>> next = new AtomicReference<>(Optional.empty());
    private volatile CountDownLatch goesOn = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile Runnable end = () -> {};

    /**
     * What becomes of the answer to the next command of a kind.
     *
     * @param until it is passed on then; empty when the connection breaks
     */
    private record Fate(byte command, CountDownLatch happened, Optional<CountDownLatch> until) {}

    /** An answer that is not passed on, or not yet. */
    private record Lost(long number, Fate fate) {}

    private EngineRelay(ServerSocketChannel server, Path engine) {
        this.server = server;
        this.engine = engine;
    }

    /**
     * Starts to take connections.
     *
     * @param listening where the gateway looks for the engine
     */
    static EngineRelay start(Path listening, Path engine) throws IOException {
        Files.createDirectories(requireNonNull(listening.toAbsolutePath().getParent()));
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(listening));
        var relay = new EngineRelay(server, engine);
        Thread.ofVirtual().start(relay::run);
        return relay;
    }

    private void run() {
        while (server.isOpen()) {
            try (SocketChannel gateway = server.accept()) {
                goesOn.await();
                try (SocketChannel exchange = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
                    relay(gateway, exchange);
                }
            } catch (IOException broken) {
                // The gateway connects again.
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        }
    }

    private void relay(SocketChannel gateway, SocketChannel exchange) throws IOException, InterruptedException {
        end = () -> {
            close(gateway);
            close(exchange);
        };
        var lost = new AtomicReference<Optional<Lost>>(Optional.empty());
        Thread questions = Thread.ofVirtual()
                .start(() -> copy(gateway, exchange, frame -> {
                    Optional<Fate> wanted = next.get();
                    if (wanted.isPresent()
                            && frame.get(Frame.LENGTH) == Frame.COMMAND
                            && frame.get(CONTENT) == wanted.get().command
                            && next.compareAndSet(wanted, Optional.empty())) {
                        lost.set(Optional.of(new Lost(frame.getLong(NUMBER), wanted.get())));
                    }
                    return true;
                }));
        copy(exchange, gateway, frame -> {
            Optional<Lost> answer = lost.get();
            if (answer.isEmpty()
                    || frame.get(Frame.LENGTH) != Frame.ANSWER
                    || frame.getLong(NUMBER) != answer.get().number) {
                return true;
            }
            Fate fate = answer.get().fate;
            if (fate.until.isPresent()) {
                fate.happened.countDown();
                fate.until.get().await();
                return true;
            }
            goesOn = new CountDownLatch(1);
            fate.happened.countDown();
            return false;
        });
        end.run();
        questions.join();
    }

    @FunctionalInterface
    private interface Passing {
        boolean passes(ByteBuffer frame) throws InterruptedException;
    }

    /** Passes frames on until one does not pass, or the connection ends. */
    private static void copy(SocketChannel from, SocketChannel to, Passing passing) {
        var frames = new FrameReader(Frame.LONGEST_ANSWER);
        try {
            while (frames.readFrom(from)) {
                for (ByteBuffer frame = frames.next(); frame != null; frame = frames.next()) {
                    ByteBuffer whole = ByteBuffer.allocate(Frame.LENGTH + frame.remaining());
                    whole.putInt(frame.remaining()).put(frame).flip();
                    if (!passing.passes(whole)) {
                        return;
                    }
                    while (whole.hasRemaining()) {
                        to.write(whole);
                    }
                }
            }
        } catch (IOException | InterruptedException broken) {
            // The other direction ends by it, too.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // It is closed in any case.
        }
    }

    /** The next command of this kind reaches the engine, but its answer does not come back; {@link #goOn} ends the break. */
    CountDownLatch breakBehind(Command kind) {
        return decide(kind, Optional.empty());
    }

    /** The next command of this kind reaches the engine; its answer, and all behind it, come with {@link #goOnAnswering}. */
    CountDownLatch holdAnswerTo(Command kind) {
        held = new CountDownLatch(1);
        return decide(kind, Optional.of(held));
    }

    private CountDownLatch decide(Command kind, Optional<CountDownLatch> until) {
        ByteBuffer bytes = ByteBuffer.allocate(CommandCodec.LONGEST);
        CommandCodec.write(kind, bytes);
        var wanted = new Fate(bytes.get(0), new CountDownLatch(1), until);
        next.set(Optional.of(wanted));
        return wanted.happened;
    }

    /** Breaks the connection now. */
    void breakNow() {
        goesOn = new CountDownLatch(1);
        end.run();
    }

    static void await(CountDownLatch happened) throws InterruptedException {
        if (!happened.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no such command came");
        }
    }

    void goOn() {
        goesOn.countDown();
    }

    void goOnAnswering() {
        held.countDown();
    }

    @Override
    public void close() throws IOException {
        server.close();
        goOn();
        goOnAnswering();
        end.run();
    }
}
