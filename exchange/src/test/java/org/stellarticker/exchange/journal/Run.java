package org.stellarticker.exchange.journal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.codec.EventEncoder;
import org.stellarticker.exchange.engine.Audit;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.EngineLimits;
import org.stellarticker.exchange.engine.EngineState;
import org.stellarticker.exchange.reference.RandomCommands;

/** A durable engine in a folder, fed with commands by chance. */
final class Run implements AutoCloseable {

    static final EngineLimits LIMITS = new EngineLimits(20, 400, 50, 20, 10_000);
    static final long START = 1_800_000_000_000_000L;

    private static final int SUBJECTS = 12;

    private final ByteBuffer bytes = ByteBuffer.allocate(CommandCodec.LONGEST);
    private final RandomCommands commands;
    final List<byte[]> events = new ArrayList<>();
    final DurableEngine durable;

    Run(Path folder, RandomCommands commands) throws IOException {
        this.commands = commands;
        this.durable =
                DurableEngine.open(folder, RandomCommands.INSTRUMENTS, LIMITS, new EventEncoder((number, event) -> {
                    byte[] copy = new byte[event.remaining()];
                    event.get(copy);
                    events.add(copy);
                }));
    }

    static RandomCommands commands(long seed) {
        return new RandomCommands(seed, SUBJECTS);
    }

    /** Makes the next commands durable together, and applies them. */
    void group(int size) throws IOException {
        for (int i = 0; i < size; i++) {
            bytes.clear();
            CommandCodec.write(commands.next(), bytes);
            durable.add(START + durable.lastCommand() + durable.waiting(), bytes.flip());
        }
        durable.commit();
        for (int i = 0; i < size; i++) {
            durable.apply(i);
        }
        durable.clear();
    }

    byte[] state() throws IOException {
        return state(durable.engine());
    }

    static byte[] state(Engine engine) throws IOException {
        Audit.check(engine);
        var state = new ByteArrayOutputStream();
        EngineState.write(engine, new DataOutputStream(state));
        return state.toByteArray();
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    /** Returns the names of the folder's files, without the lock, sorted. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("lock"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        durable.close();
    }
}
