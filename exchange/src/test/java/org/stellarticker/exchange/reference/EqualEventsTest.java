package org.stellarticker.exchange.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Event;
import org.stellarticker.exchange.Outcome;
import org.stellarticker.exchange.Outcome.Refused;
import org.stellarticker.exchange.Refusal;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.engine.Audit;
import org.stellarticker.exchange.engine.EngineLimits;
import org.stellarticker.exchange.engine.EngineState;

/** The engine and the reference give equal outcomes and events for commands by chance, in all of their parts. */
class EqualEventsTest {

    private static final int SUBJECTS = 40;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Small, so that each bound is met often. */
    private static final EngineLimits LIMITS = new EngineLimits(6, 100, 700, SUBJECTS, 1_500);

    private final Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
    private final Map<String, Integer> eventKinds = new HashMap<>();

    @Test
    @Tag("short")
    void sixtyThousandCommandsGiveEqualEvents() throws IOException {
        compare(1, 60_000);
        assertThat(refusals.keySet())
                .containsAll(EnumSet.complementOf(EnumSet.of(Refusal.SUBJECT_WRONG, Refusal.CLIENT_ORDER_ID_WRONG)));
        assertThat(eventKinds).hasSize(6);
    }

    @Test
    @Tag("long")
    @Tag("exchange")
    void aMillionCommandsGiveEqualEvents() throws IOException {
        for (int seed = 100; seed < 110; seed++) {
            compare(seed, 100_000);
        }
    }

    private void compare(long seed, int count) throws IOException {
        var commands = new RandomCommands(seed, SUBJECTS);
        var engine = new RecordedEngine(LIMITS);
        var reference = new ReferenceExchange(RandomCommands.INSTRUMENTS, LIMITS);
        for (int i = 0; i < count; i++) {
            Command command = commands.next();
            Instant at = START.plusNanos(i * 1_000L);
            Outcome outcome = engine.apply(at, command);
            assertThat(outcome)
                    .as("outcome of command %s of seed %s: %s", i, seed, command)
                    .isEqualTo(reference.apply(at, command));
            List<Event> events = engine.takeEvents();
            assertThat(events)
                    .as("events of command %s of seed %s: %s", i, seed, command)
                    .isEqualTo(reference.takeEvents());
            count(outcome, events);
            if (i % 5_000 == 4_999) {
                engine.engine().takeFills(reference.lastFill() - 10);
                reference.takeFills(reference.lastFill() - 10);
            }
            if (i % 1_000 == 999) {
                compareState(engine, reference);
            }
            if (i % 20_000 == 19_999) {
                engine.replace(EngineState.read(
                        new DataInputStream(new ByteArrayInputStream(state(engine))), engine.sink(), Optional.empty()));
            }
        }
    }

    private void count(Outcome outcome, List<Event> events) {
        if (outcome instanceof Refused refused) {
            refusals.merge(refused.refusal(), 1, Integer::sum);
        }
        events.forEach(event -> eventKinds.merge(event.getClass().getSimpleName(), 1, Integer::sum));
    }

    private static void compareState(RecordedEngine engine, ReferenceExchange reference) throws IOException {
        Audit.check(engine.engine());
        for (int account = 1; account <= SUBJECTS; account++) {
            assertThat(engine.engine().account(account)).isEqualTo(reference.account(account));
        }
        for (int instrument = 0; instrument < RandomCommands.INSTRUMENTS.size(); instrument++) {
            var depth = engine.engine().depth(instrument, Integer.MAX_VALUE);
            assertThat(depth.bids()).isEqualTo(reference.levels(instrument, Side.BUY));
            assertThat(depth.asks()).isEqualTo(reference.levels(instrument, Side.SELL));
        }
        byte[] state = state(engine);
        var copy =
                EngineState.read(new DataInputStream(new ByteArrayInputStream(state)), engine.sink(), Optional.empty());
        var again = new ByteArrayOutputStream();
        EngineState.write(copy, new DataOutputStream(again));
        assertThat(again.toByteArray()).isEqualTo(state);
    }

    private static byte[] state(RecordedEngine engine) throws IOException {
        var bytes = new ByteArrayOutputStream();
        EngineState.write(engine.engine(), new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
