package org.stellarticker.daemon;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.daemon.memory.UnusedHeap;
import org.stellarticker.daemon.settings.DaemonConfig;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.daemon.settings.SettingsException;
import org.stellarticker.daemon.trace.TraceSource;
import org.stellarticker.daemon.trace.Traces;

/**
 * A program that runs until it is stopped: its loops and schedules, its status, its end.
 *
 * <p>SIGTERM stops all work, and the process exits 0 within five seconds. An exception in any work is logged once, with
 * its stack trace, and the process exits 70, so that the supervisor restarts it. A {@link SettingsException} is
 * reported as a settings fault, and the process exits 78, so that the supervisor does not restart it.
 */
public final class Daemon {

    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private static final Duration TIME_TO_END_WORK = Duration.ofSeconds(3);
    private static final Duration TIME_TO_END = Duration.ofMillis(4500);
    private static final Duration STATUS_INTERVAL = Duration.ofMillis(900);
    private static final Duration METRICS_INTERVAL = Duration.ofSeconds(2);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);
    private static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration HEAP_INTERVAL = Duration.ofMinutes(1);

    private final String program;
    private final Clock clock = Clock.systemUTC();
    private final Stop stop = new Stop();
    private final AtomicReference<Exit> exit = new AtomicReference<>(Exit.OK);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object closingLock = new Object();
    private final List<Thread> followers = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Reporter reporter = new Reporter();
    private final Schedule schedule = new Schedule(stop, this::onException);
    private final StatusBoard board;
    private final Metrics metrics;
    private final DiskGuard disk;
    private final Traces traces;
    private final Optional<RunFolder> folder;
    private final Optional<InetSocketAddress> ownMetrics;
    private Optional<Consumer<ProgramReport>> sink = Optional.empty();
    private boolean closing;

    private Daemon(String program, DaemonConfig config, Optional<RunFolder> folder) {
        this.program = program;
        this.folder = folder;
        this.ownMetrics = config.ownMetrics();
        this.board = new StatusBoard(program, config.instance(), Build.version(), clock, new SteadyClock());
        this.metrics = new Metrics(program);
        this.disk = new DiskGuard(config.disk(), stop);
        this.traces = Traces.open(config.traces(), new TraceSource(program, Build.version(), config.instance()));
    }

    /**
     * Runs a program until it is stopped; never returns.
     *
     * @param read makes the program's record of settings, through {@link Settings#all}
     * @param wiring wires the program; an exception in it is logged as one line, and the process exits 69
     */
    public static <C> void run(String program, Function<Settings, C> read, Wiring<C> wiring) {
        Exit exit = ProgramStart.start(program, Settings.ofEnvironment(), read, (own, config) -> {
            var folder = RunFolder.in(own.state(), program);
            return new Daemon(program, own, folder).live(config, wiring);
        });
        System.exit(exit.code());
    }

    /** Returns the time of day. It is a program's only source of it. */
    public Clock clock() {
        return clock;
    }

    /** Returns the version of the program. */
    public String build() {
        return Build.version();
    }

    /** Returns the program's metrics, which are published as Prometheus text and labelled with the program. */
    public MeterRegistry metrics() {
        return metrics.registry();
    }

    /** Returns the signal that the program is to end. */
    public Stop stop() {
        return stop;
    }

    /** Returns the guard of the included PostgreSQL's disk. */
    public DiskGuard disk() {
        return disk;
    }

    /** Returns what takes the steps of orders and ledgers, for the collector if one is named. */
    public Traces traces() {
        return traces;
    }

    /** Returns the progress of the work of that name; the same object for the same name. */
    public Progress progress(String work) {
        var progress = board.progress(work);
        metrics.watch(progress);
        return progress;
    }

    /** Returns what the work of that name gets from this program; its progress is the same for the same name. */
    public WorkContext work(String name) {
        return new WorkContext(progress(name), clock, stop);
    }

    /** Registers a resource, which is closed when the program ends, after all work and in reverse order of opening. */
    public synchronized <R extends AutoCloseable> R open(R resource) {
        opened.push(resource);
        return resource;
    }

    /** Runs a loop on a thread of its own until the program ends. */
    public synchronized void follow(String work, Follower follower) {
        var progress = progress(work);
        var thread = Thread.ofPlatform().daemon().name(work).unstarted(() -> {
            try {
                follower.follow(stop);
                if (!stop.requested()) {
                    progress.finished(progress.report().detail());
                }
            } catch (Throwable fault) {
                onException(work, fault);
            }
        });
        followers.add(thread);
        thread.start();
    }

    /**
     * Runs a task at once and again at each interval, never twice at the same time. The task counts as stalled when it
     * made no progress for two intervals and a minute.
     *
     * @return wakes the task: it runs soon, or once more when it is running now, however often it is woken
     */
    public Runnable every(Duration interval, String work, Task task) {
        var progress = progress(work).stalledAfter(interval.multipliedBy(2).plusMinutes(1));
        return schedule.every(interval, work, task, progress);
    }

    /**
     * Passes the program's status to the sink every two seconds, and at the end, if the program was stopped, that it ended. A sink
     * that fails is logged once and retried.
     */
    public synchronized void reportTo(Consumer<ProgramReport> sink) {
        this.sink = Optional.of(sink);
        reporter.every(REPORT_INTERVAL, "sink", () -> sink.accept(board.report()));
    }

    private <C> Exit live(C config, Wiring<C> wiring) {
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main), "stop"));
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> onException(thread.getName(), fault));
        folder.ifPresent(files -> {
            reporter.every(STATUS_INTERVAL, "status file", () -> files.write(board.report()));
            reporter.every(METRICS_INTERVAL, "metrics file", () -> files.write(metrics.text()));
        });
        var setBack = new ClockSetBack(clock, new SteadyClock());
        reporter.every(CLOCK_INTERVAL, "clock", () -> {
            if (setBack.happened()) {
                log.warn("clock was set back; running all scheduled work now");
                schedule.restart();
            }
        });
        reporter.every(HEAP_INTERVAL, "heap", UnusedHeap.ofThisProgram()::giveBack);
        log.atInfo()
                .addKeyValue("program", program)
                .addKeyValue("build", Build.version())
                .log("program starting");
        try {
            if (ownMetrics.isPresent()) {
                open(ProgramServer.start(ownMetrics.get(), metrics::text, board::report));
            }
            wiring.wire(config, this);
            stop.await();
        } catch (Throwable fault) {
            if (!stop.requested()) {
                exit.set(ProgramStart.logStart(program, fault));
                stop.request();
            }
        }
        close();
        return exit.get();
    }

    /**
     * Ends the process after the first exception. Later ones follow from the end and are logged at debug level only.
     */
    private void onException(String work, Throwable fault) {
        Exit end = fault instanceof SettingsException ? Exit.CONFIG : Exit.SOFTWARE;
        if (stop.requested() || !exit.compareAndSet(Exit.OK, end)) {
            log.atDebug().addKeyValue("work", work).setCause(fault).log("work failed during shutdown");
            return;
        }
        if (fault instanceof SettingsException faults) {
            ProgramStart.reportFaults(program, faults);
        } else {
            log.atError()
                    .addKeyValue("work", work)
                    .setCause(fault)
                    .log("program ends after an exception: {}", fault.toString());
        }
        // On another thread, because the shutdown hook waits for this one.
        Thread.ofPlatform().name("exit").start(() -> System.exit(end.code()));
    }

    /**
     * Runs as the shutdown hook, after SIGTERM and after every other end. A JVM that ends by a signal exits 143; but an
     * end on request is no failure, so the hook halts the JVM with the program's own exit code.
     */
    private void end(Thread main) {
        stop.request();
        synchronized (closingLock) {
            // Ends a wait in the wiring. Once the wiring is done, the main thread closes the program and must not be
            // interrupted.
            if (!closing) {
                main.interrupt();
            }
        }
        try {
            if (!closed.await(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("some work did not end in time");
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exit.get().code());
    }

    private void close() {
        synchronized (closingLock) {
            closing = true;
            // The hook set the flag to end a wait in the wiring; closing has waits of its own.
            Thread.interrupted();
        }
        try {
            schedule.end();
            endWork();
            reporter.end();
            reportEnd();
            folder.ifPresent(RunFolder::clear);
            closeAll();
            traces.close();
            metrics.close();
        } catch (InterruptedException byTheHook) {
            Thread.currentThread().interrupt();
        }
        log.atInfo()
                .addKeyValue("program", program)
                .addKeyValue("exit", exit.get().code())
                .log("program ended");
        closed.countDown();
    }

    private synchronized void endWork() throws InterruptedException {
        var threads = new ArrayList<>(followers);
        threads.addAll(schedule.underWay());
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TIME_TO_END_WORK.toNanos();
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                log.atWarn().addKeyValue("work", thread.getName()).log("work did not end in time");
            }
        }
    }

    /** Says that the program was stopped. A program that never got to work leaves no other word than that it started. */
    private synchronized void reportEnd() throws InterruptedException {
        ProgramReport last = board.report();
        if (sink.isPresent() && exit.get() == Exit.OK && !last.state().equals(ProgramState.STARTING.word())) {
            reporter.last("sink", () -> sink.get().accept(last.ended()));
        }
    }

    private synchronized void closeAll() {
        while (!opened.isEmpty()) {
            var resource = opened.pop();
            try {
                resource.close();
            } catch (Exception e) {
                log.atWarn().addKeyValue("resource", resource).setCause(e).log("closing failed");
            }
        }
    }
}
