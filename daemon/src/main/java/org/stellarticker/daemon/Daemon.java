package org.stellarticker.daemon;

import io.micrometer.core.instrument.MeterRegistry;
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

/**
 * A program that runs until it is stopped: its loops and schedules, its status, its end.
 *
 * <p>SIGTERM asks all work to end, and the process exits 0 within five seconds. A fault in any work is logged once, with
 * its stack trace, and the process exits 70, so that the supervisor starts it again; but a {@link SettingsException} is told as
 * such, and the process exits 78, so that it does not.
 */
public final class Daemon {

    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private static final Duration TIME_TO_END_WORK = Duration.ofSeconds(3);
    private static final Duration TIME_TO_END = Duration.ofMillis(4500);
    private static final Duration STATUS_INTERVAL = Duration.ofMillis(900);
    private static final Duration METRICS_INTERVAL = Duration.ofSeconds(2);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);
    private static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);

    private final String program;
    private final Clock clock = Clock.systemUTC();
    private final Stop stop = new Stop();
    private final AtomicReference<Exit> exit = new AtomicReference<>(Exit.OK);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object closingLock = new Object();
    private final List<Thread> followers = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Reporter reporter = new Reporter();
    private final Schedule schedule = new Schedule(stop, this::fault);
    private final StatusBoard board;
    private final Metrics metrics;
    private final Optional<RunFolder> folder;
    private boolean closing;

    private Daemon(String program, DaemonConfig config, Optional<RunFolder> folder) {
        this.program = program;
        this.folder = folder;
        this.board = new StatusBoard(program, config.instance(), Build.version(), clock, new SteadyClock());
        this.metrics = new Metrics(program);
    }

    /**
     * Runs a program until it is stopped; never returns.
     *
     * @param read makes the program's record of settings, through {@link Settings#all}
     * @param wiring what the program consists of; a fault in it is told as one line, and the process exits 69
     */
    public static <C> void run(String program, Function<Settings, C> read, Wiring<C> wiring) {
        Exit exit = Program.start(program, Settings.ofEnvironment(), read, (own, config) -> {
            var folder = RunFolder.in(own.state(), program);
            return new Daemon(program, own, folder).live(config, wiring);
        });
        System.exit(exit.code());
    }

    /** The time of day; nothing else tells it to a program. */
    public Clock clock() {
        return clock;
    }

    /** The version of the program. */
    public String build() {
        return Build.version();
    }

    /** Where a program counts what it did; exposed as Prometheus text, labelled with the program. */
    public MeterRegistry metrics() {
        return metrics.registry();
    }

    /** Told to all work that waits by itself. */
    public Stop stop() {
        return stop;
    }

    /** How far the work of that name is; the same for the same name. */
    public Progress progress(String work) {
        var progress = board.progress(work);
        metrics.watch(progress);
        return progress;
    }

    /** Closes the resource when the program ends, after all work and in reverse order of opening. */
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
                fault(work, fault);
            }
        });
        followers.add(thread);
        thread.start();
    }

    /**
     * Does a task at once, and again each interval; never twice at the same time. It counts as stalled when it got
     * nothing done for two intervals and a minute.
     *
     * @return wakes the task: it is done soon, or once more when it is under way; however often that is asked for
     */
    public Runnable every(Duration interval, String work, Task task) {
        var progress = progress(work).stalledAfter(interval.multipliedBy(2).plusMinutes(1));
        return schedule.every(interval, work, task, progress);
    }

    /** Hands the program's status to the sink every two seconds; a sink that fails is logged once, and tried again. */
    public void reportTo(Consumer<ProgramReport> sink) {
        reporter.every(REPORT_INTERVAL, "sink", () -> sink.accept(board.report()));
    }

    private <C> Exit live(C config, Wiring<C> wiring) {
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main), "stop"));
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> fault(thread.getName(), fault));
        folder.ifPresent(files -> {
            reporter.every(STATUS_INTERVAL, "status file", () -> files.write(board.report()));
            reporter.every(METRICS_INTERVAL, "metrics file", () -> files.write(metrics.text()));
        });
        var setBack = new ClockSetBack(clock, new SteadyClock());
        reporter.every(CLOCK_INTERVAL, "clock", () -> {
            if (setBack.happened()) {
                log.warn("the clock was set back; all scheduled work runs now");
                schedule.restart();
            }
        });
        log.atInfo()
                .addKeyValue("program", program)
                .addKeyValue("build", Build.version())
                .log("starting");
        try {
            wiring.wire(config, this);
            stop.await();
        } catch (Throwable fault) {
            if (!stop.requested()) {
                exit.set(Program.logStart(program, fault));
                stop.request();
            }
        }
        close();
        return exit.get();
    }

    /** The first fault ends the process; those that follow from the end are of no interest. */
    private void fault(String work, Throwable fault) {
        Exit end = fault instanceof SettingsException ? Exit.CONFIG : Exit.SOFTWARE;
        if (stop.requested() || !exit.compareAndSet(Exit.OK, end)) {
            log.atDebug().addKeyValue("work", work).setCause(fault).log("ended while the program ends");
            return;
        }
        if (fault instanceof SettingsException faults) {
            Program.reportFaults(program, faults);
        } else {
            log.atError()
                    .addKeyValue("work", work)
                    .setCause(fault)
                    .log("a fault ends the program: {}", fault.toString());
        }
        // Not on this thread, which the end waits for.
        Thread.ofPlatform().name("exit").start(() -> System.exit(end.code()));
    }

    /**
     * The shutdown hook: SIGTERM comes here, and so does every other end. A JVM ended by a signal exits 143; that it was
     * asked to end is no failure, so that it is halted with a code of ours.
     */
    private void end(Thread main) {
        stop.request();
        synchronized (closingLock) {
            // Ends a wait of the wiring; one that is past it closes already, which must not be cut short.
            if (!closing) {
                main.interrupt();
            }
        }
        try {
            if (!closed.await(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("not all work ended in time");
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exit.get().code());
    }

    private void close() {
        synchronized (closingLock) {
            closing = true;
            // Set by the hook, to end a wait of the wiring; closing waits on its own account.
            Thread.interrupted();
        }
        try {
            schedule.end();
            endWork();
            reporter.end();
            folder.ifPresent(RunFolder::clear);
            closeAll();
            metrics.close();
        } catch (InterruptedException byTheHook) {
            Thread.currentThread().interrupt();
        }
        log.atInfo()
                .addKeyValue("program", program)
                .addKeyValue("exit", exit.get().code())
                .log("ended");
        closed.countDown();
    }

    private synchronized void endWork() throws InterruptedException {
        var threads = new ArrayList<>(followers);
        threads.addAll(schedule.underWay());
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TIME_TO_END_WORK.toNanos();
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                log.atWarn().addKeyValue("work", thread.getName()).log("did not end in time");
            }
        }
    }

    private synchronized void closeAll() {
        while (!opened.isEmpty()) {
            var resource = opened.pop();
            try {
                resource.close();
            } catch (Exception e) {
                log.atWarn().addKeyValue("resource", resource).setCause(e).log("could not be closed");
            }
        }
    }
}
