package org.stellarticker.bench.exchange;

import static org.stellarticker.bench.Result.rounded;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.bench.Benchmark;
import org.stellarticker.bench.MachineLoad;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.Result.Goal;
import org.stellarticker.bench.Workbench;
import org.stellarticker.exchange.Command;
import org.stellarticker.exchange.codec.CommandCodec;
import org.stellarticker.exchange.codec.EventEncoder;
import org.stellarticker.exchange.engine.Engine;
import org.stellarticker.exchange.engine.Micros;
import org.stellarticker.exchange.journal.DurableEngine;
import org.stellarticker.exchange.reference.ReferenceExchange;

/**
 * The exchange's engine alone, in one thread: it reads each command from its bytes, checks, matches, and writes all events
 * as bytes. The baseline is the reference engine of the tests, which works with objects and collections.
 */
public final class ExchangeEngineBenchmark implements Benchmark {

    public static final String NAME = "exchange-engine";

    private static final Logger log = LoggerFactory.getLogger(ExchangeEngineBenchmark.class);

    private static final double GOAL_RATE = 2_000_000;
    private static final double GOAL_P99_MICROS = 10;
    private static final int RUNS = 5;
    private static final int WARM_UPS = 3;
    private static final int MOST_COMMANDS = 2_000_000;
    private static final int GROUP = 100;
    private static final int MOST_OF_BASELINE = 300_000;
    private static final double NANOS = 1e9;

    private long eventBytes;

    @Override
    public Result run(Workbench workbench) throws Exception {
        var flow = new OrderFlow();
        List<Command> beginning = flow.beginning();
        var commands = new ArrayList<Command>();
        int count = Math.min(workbench.scale(), MOST_COMMANDS);
        for (int i = 0; i < count; i++) {
            commands.add(flow.next());
        }
        log.info("{} commands lead to {} fills", count, flow.fills());
        ByteBuffer first = written(beginning);
        ByteBuffer measured = written(commands);
        double[] rates = new double[RUNS];
        double[] ofProcessorTime = new double[RUNS];
        double[] p99 = new double[RUNS];
        double[] p50 = new double[RUNS];
        for (int run = -WARM_UPS; run < RUNS; run++) {
            Rate rate = rate(first, measured, count);
            long[] latencies = latencies(first, measured, count);
            if (run >= 0) {
                rates[run] = rate.ofTime();
                ofProcessorTime[run] = rate.ofProcessorTime();
                p50[run] = latencies[count / 2] / 1e3;
                p99[run] = latencies[(int) (count * 0.99)] / 1e3;
            }
            log.info(
                    "{} commands/s; at half of the goal's rate p99 {} ns",
                    Math.round(rate.ofTime()),
                    latencies[(int) (count * 0.99)]);
        }
        var detail = new LinkedHashMap<String, Object>();
        detail.put("rates", Arrays.stream(rates).mapToLong(Math::round).boxed().toList());
        detail.put(
                "rates_of_processor_time",
                Arrays.stream(ofProcessorTime).mapToLong(Math::round).boxed().toList());
        detail.put("p99_us", Arrays.stream(p99).mapToObj(Result::rounded).toList());
        detail.put("p50_us", rounded(median(p50)));
        detail.put("fills", flow.fills());
        detail.put("durable", durable(workbench.folder(), first, measured, count));
        detail.put("load", MachineLoad.averages());
        double baseline = baseline(beginning, commands.subList(0, Math.min(count, MOST_OF_BASELINE)));
        return result(median(rates), median(p99), baseline, detail);
    }

    private static Result result(double rate, double p99, double baseline, Map<String, Object> detail) {
        return new Result(
                NAME,
                rounded(rate),
                "commands/s",
                rounded(rate),
                rounded(baseline),
                "the reference engine of the tests (objects, TreeMap, BigInteger), the same commands",
                List.of(
                        Goal.atLeast(GOAL_RATE, "commands a second, one core", rounded(rate), "commands/s"),
                        Goal.atMost(GOAL_P99_MICROS, "p99 at half that rate", rounded(p99), "us")),
                detail);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private Engine engine() {
        eventBytes = 0;
        return new Engine(
                List.of(OrderFlow.INSTRUMENT),
                OrderFlow.LIMITS,
                new EventEncoder((number, event) -> eventBytes += event.remaining()));
    }

    /** Commands a second, and commands for each second of the thread's processor time. */
    private record Rate(double ofTime, double ofProcessorTime) {}

    private Rate rate(ByteBuffer first, ByteBuffer measured, int count) {
        Engine engine = engine();
        var codec = new CommandCodec();
        ByteBuffer before = first.duplicate();
        while (before.hasRemaining()) {
            codec.apply(before, OrderFlow.AT, engine);
        }
        ByteBuffer commands = measured.duplicate();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long processorTime = threads.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            apply(codec, commands, engine, i);
        }
        return new Rate(
                count * NANOS / (System.nanoTime() - begun),
                count * NANOS / (threads.getCurrentThreadCpuTime() - processorTime));
    }

    private static void apply(CommandCodec codec, ByteBuffer commands, Engine engine, int number) {
        codec.apply(commands, OrderFlow.AT, engine);
        if (OrderFlow.takesFills(number)) {
            engine.takeFills(engine.lastFill());
        }
    }

    /** Returns from when each command was due, at half of the goal's rate, until it was applied, sorted, in nanoseconds. */
    private long[] latencies(ByteBuffer first, ByteBuffer measured, int count) {
        Engine engine = engine();
        var codec = new CommandCodec();
        ByteBuffer before = first.duplicate();
        while (before.hasRemaining()) {
            codec.apply(before, OrderFlow.AT, engine);
        }
        ByteBuffer commands = measured.duplicate();
        long[] latencies = new long[count];
        long interval = (long) (2 * NANOS / GOAL_RATE);
        long due = System.nanoTime();
        for (int i = 0; i < count; i++) {
            due += interval;
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            apply(codec, commands, engine, i);
            latencies[i] = System.nanoTime() - due;
        }
        Arrays.sort(latencies);
        return latencies;
    }

    /** Measures the same with the journal: groups of 100 commands, each made durable before it is applied. */
    private Map<String, Object> durable(Path folder, ByteBuffer first, ByteBuffer measured, int count)
            throws Exception {
        var durable = DurableEngine.open(
                Files.createDirectories(folder.resolve("journal")),
                List.of(OrderFlow.INSTRUMENT),
                OrderFlow.LIMITS,
                new EventEncoder((number, event) -> eventBytes += event.remaining()));
        try (durable) {
            for (ByteBuffer before = first.duplicate(); before.hasRemaining(); ) {
                group(durable, before);
            }
            ByteBuffer commands = measured.duplicate();
            int groups = 0;
            long begun = System.nanoTime();
            for (; groups * GROUP < count / 10; groups++) {
                group(durable, commands);
            }
            double seconds = (System.nanoTime() - begun) / NANOS;
            return Map.of(
                    "commands_a_group",
                    GROUP,
                    "groups_a_second",
                    rounded(groups / seconds),
                    "commands_a_second",
                    rounded(groups * GROUP / seconds));
        }
    }

    private static void group(DurableEngine durable, ByteBuffer commands) throws Exception {
        while (durable.waiting() < GROUP && commands.hasRemaining()) {
            ByteBuffer command = commands.slice(commands.position(), CommandCodec.length(commands));
            durable.add(OrderFlow.AT, command);
            commands.position(commands.position() + command.capacity());
        }
        durable.commit();
        for (int i = 0; i < durable.waiting(); i++) {
            durable.apply(i);
        }
        durable.clear();
        durable.engine().takeFills(durable.engine().lastFill());
    }

    private static double baseline(List<Command> beginning, List<Command> commands) {
        var reference = new ReferenceExchange(List.of(OrderFlow.INSTRUMENT), OrderFlow.LIMITS);
        Instant at = Micros.instant(OrderFlow.AT);
        beginning.forEach(command -> reference.apply(at, command));
        long begun = System.nanoTime();
        for (int i = 0; i < commands.size(); i++) {
            reference.apply(at, commands.get(i));
            if (OrderFlow.takesFills(i)) {
                reference.takeFills(reference.lastFill());
                reference.takeEvents();
            }
        }
        return commands.size() * NANOS / (System.nanoTime() - begun);
    }

    private static ByteBuffer written(List<Command> commands) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(commands.size() * CommandCodec.LONGEST_OF_AN_ORDER);
        commands.forEach(command -> CommandCodec.write(command, bytes));
        return bytes.flip();
    }
}
