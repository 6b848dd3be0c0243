package org.stellarticker.archive.query;

import static java.util.stream.Collectors.joining;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetFailure;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.objectstore.StoreUnavailable;

/**
 * Answers questions about archived days, two at a time, each for 10 s at most with all files that it fetches; queries run in
 * processes of their own. Answers are kept, since a version of a day never changes. Safe for use by many threads.
 */
public final class ArchiveQueries {

    private static final int AT_A_TIME = 2;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** With the process's own, below 512 MiB. */
    private static final String MEMORY = "256MB";

    /** The text of 1,001 rows is below 1 MiB. */
    private static final int MOST_BYTES = 4 << 20;

    private static final long CACHED_FILES = 4L << 30;
    private static final long CACHED_VALUES = 200_000;

    private final FileCache files;
    private final Path work;
    private final Clock clock;
    private final Duration limit;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final Cache<String, List<List<String>>> answers = Caffeine.newBuilder()
            .maximumWeight(CACHED_VALUES)
            .<String, List<List<String>>>weigher(
                    (_, rows) -> 1 + rows.stream().mapToInt(List::size).sum())
            .executor(Runnable::run)
            .build();

    /** @param folder for files that are read again, and for what does not fit into memory */
    public ArchiveQueries(Archive archive, Path folder, Clock clock) {
        this(archive, folder, clock, LIMIT);
    }

    /** @param limit of the time of a question */
    ArchiveQueries(Archive archive, Path folder, Clock clock, Duration limit) {
        this.files = new FileCache(archive, folder.resolve("files"), CACHED_FILES);
        this.work = folder.resolve("work");
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Runs a query over days, part by part, until there are enough rows.
     *
     * @param parts days that are read together, none of them empty; later ones only when earlier ones have too few rows
     * @param most rows of the answer
     * @param sql gives the query for what it selects from; each of its values is read as text
     * @throws ArchiveUnavailable if there is no answer in time
     */
    public List<List<String>> rows(
            ArchiveTable table, List<List<DayVersion>> parts, int most, UnaryOperator<String> sql) {
        String key = parts + " " + most + " " + sql.apply(table.word());
        List<List<String>> known = answers.getIfPresent(key);
        if (known != null) {
            return known;
        }
        takeTurn();
        Instant deadline = clock.instant().plus(limit);
        // A store may answer slowly without end. Then the client has its answer, and the turn ends when the store gives
        // up.
        var answer = new FutureTask<>(() -> {
            try {
                return read(table, parts, most, sql, deadline);
            } finally {
                turns.release();
            }
        });
        Thread.ofPlatform().daemon().name("archive question").start(answer);
        List<List<String>> rows = await(answer, deadline);
        answers.put(key, rows);
        return rows;
    }

    private List<List<String>> read(
            ArchiveTable table, List<List<DayVersion>> parts, int most, UnaryOperator<String> sql, Instant deadline) {
        var rows = new ArrayList<List<String>>();
        for (List<DayVersion> days : parts) {
            if (rows.size() < most) {
                rows.addAll(query(table, days, sql, deadline));
            }
        }
        return List.copyOf(rows.subList(0, Math.min(most, rows.size())));
    }

    private List<List<String>> query(
            ArchiveTable table, List<DayVersion> days, UnaryOperator<String> sql, Instant deadline) {
        try (FileCache.Use use = files.use(table, days, () -> left(deadline))) {
            String from = use.files().stream()
                    .map(file -> "'" + file.toString().replace("'", "''") + "'")
                    .collect(joining(", ", "read_parquet([", "], hive_partitioning = false)"));
            return new ParquetProcess(work, MEMORY, left(deadline)).query(sql.apply(from), MOST_BYTES);
        } catch (ParquetFailure | StoreUnavailable | DamagedArchive | UncheckedIOException e) {
            throw new ArchiveUnavailable("the archive does not answer: " + e.getMessage(), e);
        }
    }

    /** Returns how long a question may still take. */
    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            throw late();
        }
        return left;
    }

    private ArchiveUnavailable late() {
        return new ArchiveUnavailable("the archive does not answer within " + limit.toSeconds() + " s");
    }

    private List<List<String>> await(FutureTask<List<List<String>>> answer, Instant deadline) {
        try {
            return answer.get(Duration.between(clock.instant(), deadline).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw late();
        } catch (ExecutionException fault) {
            if (fault.getCause() instanceof ArchiveUnavailable unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException(fault.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ArchiveUnavailable("interrupted", stop);
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ArchiveUnavailable("the archive is busy with other questions");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ArchiveUnavailable("interrupted", stop);
        }
    }
}
