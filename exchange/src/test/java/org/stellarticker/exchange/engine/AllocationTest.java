package org.stellarticker.exchange.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.Command.AmendOrder;
import org.stellarticker.exchange.Command.CancelOrder;
import org.stellarticker.exchange.Command.OpenAccount;
import org.stellarticker.exchange.Command.PlaceOrder;
import org.stellarticker.exchange.OrderType;
import org.stellarticker.exchange.Side;
import org.stellarticker.exchange.TimeInForce;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.codec.EventEncoder;
import org.stellarticker.exchange.journal.DurableEngine;
import org.stellarticker.exchange.reference.RandomCommands;

class AllocationTest {

    private static final int ACCOUNTS = 20;
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 40_000;
    private static final int GROUP = 100;
    private static final long AT = 1_800_000_000_000_000L;
    private static final EngineLimits LIMITS = new EngineLimits(200, 20_000, 10_000, 100, 1_000_000);

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(5);
    private long events;

    @Test
    void engineAndJournalAllocateNothingInTheSteadyState() throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (var durable = DurableEngine.open(
                folder, RandomCommands.INSTRUMENTS, LIMITS, new EventEncoder((number, event) -> events++))) {
            ByteBuffer commands = written(WARM_UP + MEASURED);
            apply(durable, commands, WARM_UP);
            long before = threads.getCurrentThreadAllocatedBytes();
            apply(durable, commands, MEASURED);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(commands.hasRemaining()).isFalse();
            assertThat(durable.engine().lastFill()).isGreaterThan(10_000);
            // A write and an fsync cost the JVM some bytes for each group. One object for each command, however small,
            // would be 16 bytes a command.
            assertThat(allocated).as("bytes for %s commands", MEASURED).isLessThan(8L * MEASURED);
            Audit.check(durable.engine());
        }
    }

    private static void apply(DurableEngine durable, ByteBuffer commands, int count) throws IOException {
        for (int applied = 0; applied < count; applied += GROUP) {
            for (int i = 0; i < GROUP; i++) {
                int end = commands.position() + Short.BYTES + commands.getShort(commands.position());
                int limit = commands.limit();
                commands.limit(end).position(commands.position() + Short.BYTES);
                durable.add(AT, commands);
                commands.limit(limit);
            }
            durable.commit();
            for (int i = 0; i < GROUP; i++) {
                durable.apply(i);
            }
            durable.clear();
            durable.engine().takeFills(durable.engine().lastFill());
        }
    }

    /** Writes commands beforehand: of ten, six place, two cancel, two amend. */
    private ByteBuffer written(int count) {
        ByteBuffer commands = ByteBuffer.allocateDirect(count * 120);
        PlaceOrder[] recent = new PlaceOrder[500];
        for (int i = 0; i < count; i++) {
            int lengthAt = commands.position();
            commands.putShort((short) 0);
            CommandCodec.write(i < ACCOUNTS ? new OpenAccount("account " + i) : command(recent), commands);
            commands.putShort(lengthAt, (short) (commands.position() - lengthAt - Short.BYTES));
        }
        return commands.flip();
    }

    private Command command(PlaceOrder[] recent) {
        int slot = random.nextInt(recent.length);
        PlaceOrder old = recent[slot];
        int choice = random.nextInt(10);
        if (old != null && choice < 2) {
            return new CancelOrder(old.account(), old.id());
        }
        if (old != null && choice < 4) {
            long price = 1_000L + random.nextInt(-5, 6);
            return new AmendOrder(old.account(), old.id(), OptionalLong.of(price), OptionalLong.empty());
        }
        boolean buys = random.nextBoolean();
        recent[slot] = new PlaceOrder(
                1L + random.nextInt(ACCOUNTS),
                new UUID(random.nextLong(), random.nextLong()),
                "client-" + random.nextLong(),
                0,
                buys ? Side.BUY : Side.SELL,
                OrderType.LIMIT,
                TimeInForce.GTC,
                false,
                1_000L + random.nextInt(-5, 6),
                10_007L * random.nextInt(2, 100),
                Instant.ofEpochSecond(1_800_000_000L));
        return recent[slot];
    }
}
