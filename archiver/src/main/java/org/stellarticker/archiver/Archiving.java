package org.stellarticker.archiver;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetFailure;
import org.stellarticker.daemon.Task;
import org.stellarticker.daemon.WorkContext;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.LeaderElection;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.objectstore.StoreUnavailable;

/** Archives all days that are due, oldest first, while this copy leads. */
final class Archiving implements Task {

    private static final Logger log = LoggerFactory.getLogger(Archiving.class);

    private final LeaderElection leadership;
    private final DueDays days;
    private final DayArchiver archiver;
    private final WorkContext work;
    private final ArchiverMetrics metrics;
    private String trouble = "";

    Archiving(
            LeaderElection leadership, DueDays days, DayArchiver archiver, WorkContext work, ArchiverMetrics metrics) {
        this.leadership = leadership;
        this.days = days;
        this.archiver = archiver;
        this.work = work;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        try {
            if (!leadership.tryLead()) {
                standBy();
                return;
            }
            pass();
            trouble = "";
        } catch (DayArchiver.LostLead lost) {
            log.warn(lost.getMessage());
            standBy();
        } catch (DatabaseUnavailable
                | StoreUnavailable
                | DamagedArchive
                | ParquetFailure
                | UncheckedIOException passing) {
            if (work.stop().requested()) {
                return;
            }
            metrics.failed();
            String message = String.valueOf(passing.getMessage());
            work.progress().degraded(message);
            if (!message.equals(trouble)) {
                log.warn(message);
                trouble = message;
            }
        }
    }

    /** The copy that leads reports what waits; what this one found before is old. */
    private void standBy() {
        work.progress().standby();
        metrics.waiting(0, Duration.ZERO);
    }

    private void pass() {
        List<DueDays.Day> due = days.list(archiver::note);
        report(due);
        var waiting = new ArrayList<DueDays.Day>();
        Optional<RuntimeException> first = Optional.empty();
        for (DueDays.Day day : due) {
            boolean isArchived = false;
            if (day.waitsFor().isEmpty() && !work.stop().requested()) {
                try {
                    isArchived = archive(day.day());
                } catch (DamagedArchive | ParquetFailure | UncheckedIOException ofTheDay) {
                    // The others are archived all the same; the first failure is reported.
                    first = first.or(() -> Optional.of(ofTheDay));
                }
            }
            if (!isArchived) {
                waiting.add(day);
            }
        }
        report(waiting);
        if (first.isPresent()) {
            throw first.get();
        }
        work.progress().running(inWords(waiting));
    }

    /** Archives a day; returns whether it did, rather than find that the day waits again. */
    private boolean archive(LocalDate day) {
        work.progress().catchingUp("archiving " + day);
        Optional<DayArchiver.Result> archived = archiver.archive(day, work.progress());
        archived.ifPresent(result -> {
            metrics.archived(result.trades(), result.bytes());
            log.atInfo()
                    .addKeyValue("day", day)
                    .addKeyValue("version", result.version())
                    .addKeyValue("trades", result.trades())
                    .addKeyValue("bytes", result.bytes())
                    .addKeyValue("hash", result.tradeSetHash())
                    .addKeyValue("ms", result.took().toMillis())
                    .log("archived");
        });
        return archived.isPresent();
    }

    private void report(List<DueDays.Day> waiting) {
        Instant now = work.clock().instant();
        metrics.waiting(
                waiting.size(),
                waiting.stream()
                        .findFirst()
                        .map(day -> Duration.between(ArchivedDayStore.end(day.day()), now))
                        .orElse(Duration.ZERO));
    }

    private static String inWords(List<DueDays.Day> waiting) {
        if (waiting.isEmpty()) {
            return "all finished days are archived";
        }
        DueDays.Day oldest = waiting.getFirst();
        String more = waiting.size() > 1 ? " and " + (waiting.size() - 1) + " more" : "";
        return oldest.day() + more + " not archived: waits for "
                + oldest.waitsFor().orElse("its turn");
    }
}
