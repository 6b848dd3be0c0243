package org.stellarticker.exchange.reference;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.codec.EventDecoder;
import org.stellarticker.exchange.codec.EventEncoder;
import org.stellarticker.exchange.codec.OutcomeCodec;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.EngineLimits;
import org.stellarticker.exchange.engine.EventSink;
import org.stellarticker.exchange.engine.Micros;

/** An engine that takes commands and gives events and outcomes as values, each by way of its bytes. */
public final class RecordedEngine {

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    private final CommandCodec commands = new CommandCodec();
    private final List<Event> events = new ArrayList<>();
    private final EventSink sink;
    private EventDecoder decoder = new EventDecoder(List.of());
    private Engine engine;

    public RecordedEngine(EngineLimits limits) {
        sink = new EventEncoder((number, written) -> events.add(decoder.read(written)));
        engine = new Engine(RandomCommands.INSTRUMENTS, limits, sink);
        decoder = new EventDecoder(engine.assets());
    }

    public Engine engine() {
        return engine;
    }

    EventSink sink() {
        return sink;
    }

    /** Goes on with another engine of the same state. */
    void replace(Engine same) {
        engine = same;
    }

    public Outcome apply(Instant at, Command command) {
        bytes.clear();
        CommandCodec.write(command, bytes);
        bytes.flip();
        if (!CommandCodec.isCommand(bytes)) {
            throw new AssertionError("not taken for a command: " + command);
        }
        var answer = commands.apply(bytes, Micros.of(at), engine);
        bytes.clear();
        OutcomeCodec.write(answer, engine, bytes);
        return OutcomeCodec.read(bytes.flip(), (refusal, expected, found, instrument) -> "");
    }

    public List<Event> takeEvents() {
        List<Event> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
