package org.stellarticker.graphqlserver.health;

import static java.util.stream.Collectors.groupingBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.stellarticker.core.status.ProgramReport;
import org.stellarticker.db.Program;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.coverage.CoverageStore;
import org.stellarticker.db.coverage.Gap;
import org.stellarticker.db.coverage.GapStore;
import org.stellarticker.db.cursor.Backfill;
import org.stellarticker.db.cursor.BackfillStore;
import org.stellarticker.db.cursor.CursorStore;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.graphqlserver.database.DatabaseAway;
import org.stellarticker.graphqlserver.database.LiveDatabase;

/**
 * Reports the health of all programs: by their rows in the database, which all copies write wherever they run, else by
 * their files in the run folder.
 */
public final class Health {

    /**
     * After so long without a report, a program that not every run has counts as switched off: as long as events are kept by
     * default. One that was stopped counts so at once.
     */
    private static final Duration SWITCHED_OFF = Duration.ofDays(2);

    private final LiveDatabase database;
    private final StatusFiles files;
    private final Clock clock;
    private final String build;
    private final Supplier<Optional<String>> disk;
    private final Duration replicaMaxLag;
    private final ProgramStatusStore reports = new ProgramStatusStore();
    private final GapStore gaps = new GapStore();
    private final CoverageStore coverage = new CoverageStore();
    private final BackfillStore backfills = new BackfillStore();
    private final CursorStore cursors = new CursorStore();
    private final EventLog events = new EventLog();
    private final MarketStore markets = new MarketStore();
    private final BackfillPace backfillPace = new BackfillPace();

    /** Reports by the rows of the primary, as the other constructor does by those of a replica. */
    public Health(
            LiveDatabase database, Path statusFolder, Clock clock, String build, Supplier<Optional<String>> disk) {
        this(database, statusFolder, clock, build, disk, Duration.ZERO);
    }

    /**
     * @param statusFolder where the programs of this machine write their state
     * @param build the version of this program
     * @param disk gives what is wrong with the database's disk, in words
     * @param replicaMaxLag how old the database may be, so that a report may be older by as much; zero for a primary
     */
    public Health(
            LiveDatabase database,
            Path statusFolder,
            Clock clock,
            String build,
            Supplier<Optional<String>> disk,
            Duration replicaMaxLag) {
        this.database = database;
        this.files = new StatusFiles(statusFolder);
        this.clock = clock;
        this.build = build;
        this.disk = disk;
        this.replicaMaxLag = replicaMaxLag;
    }

    /** Returns the report within some seconds, also while the database hangs. */
    public HealthReport check() throws InterruptedException {
        Instant now = clock.instant();
        Optional<Rows> rows = rows(now);
        List<Gap> missing = rows.map(Rows::gaps).orElse(List.of());
        SortedMap<String, ProgramHealth> programs =
                programs(rows.map(Rows::reports).orElse(List.of()), now);
        Completeness completeness =
                rows.map(found -> completeness(found, programs, now)).orElse(Completeness.UNKNOWN);
        return new HealthReport(
                new OverallStatus(reasons(disk.get(), programs, missing), rows.isPresent()),
                programs,
                missing,
                completeness,
                database.schema(),
                build,
                rows.map(Rows::positions).orElse(Positions.UNKNOWN));
    }

    private record Rows(
            List<ProgramReport> reports,
            List<Gap> gaps,
            Optional<Instant> completeFrom,
            Optional<Backfill> openBackfill,
            Positions positions) {}

    private Completeness completeness(Rows rows, Map<String, ProgramHealth> programs, Instant now) {
        Optional<Backfill> backfill = rows.openBackfill.filter(open -> rows.completeFrom
                .filter(from -> open.lowerTime().isBefore(from))
                .isPresent());
        OptionalDouble rate = backfill.isPresent() ? backfillPace.add(backfill.get(), now) : OptionalDouble.empty();
        double lag = Optional.ofNullable(programs.get(Program.INGESTER.word()))
                .map(ingester -> ingester.lagSeconds().orElse(0))
                .orElse(0.0);
        var stored = new Completeness.Stored(
                rows.completeFrom, rows.gaps, backfill, Duration.ofMillis(Math.round(lag * 1000)));
        return Completeness.of(stored, rate, now);
    }

    private Optional<Rows> rows(Instant now) throws InterruptedException {
        try {
            return Optional.of(database.lookAt(tx -> new Rows(
                    reports.list(tx),
                    gaps.listOpen(tx, now.minus(Completeness.WINDOW), now),
                    coverage.completeFrom(tx),
                    backfills.open(tx),
                    positions(tx))));
        } catch (DatabaseAway gone) {
            return Optional.empty();
        }
    }

    private Positions positions(Transaction tx) {
        return new Positions(
                cursors.find(tx, CursorStore.TRADES),
                cursors.find(tx, CursorStore.AUDIT),
                events.kept(tx),
                markets.findSnapshot(tx).map(MarketSnapshot::asOf));
    }

    /** Returns why the whole is not ok. */
    private static List<String> reasons(Optional<String> disk, Map<String, ProgramHealth> programs, List<Gap> gaps) {
        Stream<String> notWell = programs.entrySet().stream()
                .filter(program -> !program.getValue().isWell())
                .map(program -> program.getKey() + " is " + program.getValue().state());
        Stream<String> missing = gaps.isEmpty()
                ? Stream.empty()
                : Stream.of("trades are missing since " + gaps.getFirst().from());
        return Stream.of(disk.stream(), notWell, missing)
                .flatMap(Function.identity())
                .toList();
    }

    private SortedMap<String, ProgramHealth> programs(List<ProgramReport> rows, Instant now) {
        var programs = new TreeMap<String, ProgramHealth>();
        Duration holds = ProgramReport.HOLDS.plus(replicaAge(rows, now));
        Map<String, List<ProgramReport>> byProgram = rows.stream().collect(groupingBy(ProgramReport::program));
        for (Program program : Program.values()) {
            List<ProgramReport> copies = byProgram.getOrDefault(program.word(), List.of());
            if (program.isOfEveryRun() || isInUse(copies, now)) {
                programs.put(program.word(), health(copies, now, holds).orElse(ProgramHealth.MISSING));
            }
        }
        // A row that is recent holds more than the file.
        files.read(now, ProgramReport.HOLDS).forEach((program, reported) -> {
            ProgramHealth known = programs.get(program);
            if (known == null || known.equals(ProgramHealth.MISSING) || (known.isSilent() && !reported.isSilent())) {
                programs.put(program, reported);
            }
        });
        return programs;
    }

    /**
     * Returns how old the rows are for being a replica's, as far as that is allowed. The newest report is as old as the replica,
     * because this program writes one to the primary every two seconds.
     */
    private Duration replicaAge(List<ProgramReport> rows, Instant now) {
        Duration found = rows.stream()
                .map(row -> age(row, now))
                .min(Comparator.naturalOrder())
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return found.compareTo(replicaMaxLag) < 0 ? found : replicaMaxLag;
    }

    /**
     * Returns the health of a program with several copies: of those alive one that is not well, else a working one rather
     * than a standby; when none is alive, the last one.
     */
    private static Optional<ProgramHealth> health(List<ProgramReport> copies, Instant now, Duration holds) {
        List<ProgramReport> notStopped = copies.stream()
                .filter(copy -> !copy.state().equals(ProgramReport.ENDED))
                .toList();
        List<ProgramReport> alive = notStopped.stream()
                .filter(copy -> age(copy, now).compareTo(holds) <= 0)
                .toList();
        if (alive.isEmpty()) {
            return notStopped.stream()
                    .max(Comparator.comparing(ProgramReport::at))
                    .map(last -> reported(last, now).silent());
        }
        return alive.stream()
                .map(copy -> reported(copy, now))
                .min(Comparator.comparing(ProgramHealth::isWell)
                        .thenComparing(health -> health.state().equals("standby")));
    }

    /** Returns whether the copy that reported last was not stopped, and reported in the last days. */
    private static boolean isInUse(List<ProgramReport> copies, Instant now) {
        return copies.stream()
                .max(Comparator.comparing(ProgramReport::at))
                .filter(last -> !last.state().equals(ProgramReport.ENDED))
                .filter(last -> age(last, now).compareTo(SWITCHED_OFF) <= 0)
                .isPresent();
    }

    private static Duration age(ProgramReport report, Instant now) {
        return Duration.between(report.at(), now);
    }

    /** Adds the age of the report to its lag. */
    private static ProgramHealth reported(ProgramReport report, Instant now) {
        double since = Math.max(0, age(report, now).toMillis() / 1000.0);
        OptionalDouble lag =
                report.lagSeconds().stream().map(reported -> reported + since).findFirst();
        return new ProgramHealth(report.state(), report.lastProgress(), lag, Optional.of(report.build()));
    }
}
