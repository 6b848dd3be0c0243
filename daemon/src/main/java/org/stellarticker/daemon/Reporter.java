package org.stellarticker.daemon;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the program's status at intervals. A report that fails (a full disk, a database that is away) is logged once
 * until it succeeds again, and never stops the work itself.
 */
final class Reporter {

    /** One way of reporting. */
    @FunctionalInterface
    interface ReportTask {
        void report() throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(
            2, work -> Thread.ofPlatform().daemon().name("report").unstarted(work));

    void every(Duration interval, String to, ReportTask task) {
        // Repeated throws nothing, so the future holds no result.
        var _ = threads.scheduleWithFixedDelay(new Repeated(to, task), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends all reports. A report under way has ended when this returns, unless it takes longer than half a second. */
    void end() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(500, TimeUnit.MILLISECONDS);
    }

    /** Reports a last time, after {@link #end()}; waits for it at most half a second. */
    void last(String to, ReportTask task) throws InterruptedException {
        var thread = Thread.ofPlatform().daemon().name("last report").start(new Repeated(to, task));
        thread.join(Duration.ofMillis(500));
    }

    private static final class Repeated implements Runnable {

        private final String to;
        private final ReportTask task;
        private @Nullable Exception hindrance;

        Repeated(String to, ReportTask task) {
            this.to = to;
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.report();
                if (hindrance != null) {
                    log.atInfo().addKeyValue("to", to).log("status reporting resumed");
                    hindrance = null;
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                if (hindrance == null && !Thread.currentThread().isInterrupted()) {
                    log.atWarn().addKeyValue("to", to).addKeyValue("because", e).log("status reporting failed");
                }
                hindrance = e;
            }
        }
    }
}
