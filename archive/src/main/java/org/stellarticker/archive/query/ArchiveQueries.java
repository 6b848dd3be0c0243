package org.stellarticker.archive.query;

import static java.util.stream.Collectors.joining;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;
import org.stellarticker.archive.parquet.ParquetFailure;
import org.stellarticker.archive.parquet.ParquetProcess;
import org.stellarticker.objectstore.StoreUnavailable;

/**
 * Runs queries over archived days, each in a process of its own: two at a time, at most 10 s each. Answers are kept, since a
 * version of a day never changes. Safe for use by many threads.
 */
public final class ArchiveQueries {

    private static final int AT_A_TIME = 2;

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** With the process's own, below 512 MiB. */
    private static final String MEMORY = "256MB";

    /** Days of a question. Each is a file to open. */
    public static final int MOST_DAYS = 400;

    private static final long CACHED_FILES = 4L << 30;
    private static final long CACHED_VALUES = 200_000;

    private final FileCache files;
    private final ParquetProcess parquet;
    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final Cache<String, List<List<String>>> answers = Caffeine.newBuilder()
            .maximumWeight(CACHED_VALUES)
            .<String, List<List<String>>>weigher(
                    (_, rows) -> 1 + rows.stream().mapToInt(List::size).sum())
            .executor(Runnable::run)
            .build();

    /** @param folder for files that are read again, and for what does not fit into memory */
    public ArchiveQueries(Archive archive, Path folder, Clock clock) {
        this.files = new FileCache(archive, folder.resolve("files"), CACHED_FILES, clock);
        this.parquet = new ParquetProcess(folder.resolve("work"), MEMORY, LIMIT);
    }

    /**
     * Runs a query over days.
     *
     * @param days not empty, at most {@link #MOST_DAYS}
     * @param sql gives the query for what it selects from; each of its values is read as text
     * @throws ArchiveUnavailable if there is no answer in time
     */
    public List<List<String>> rows(ArchiveTable table, List<DayVersion> days, UnaryOperator<String> sql) {
        String key = days + sql.apply(table.word());
        List<List<String>> known = answers.getIfPresent(key);
        if (known != null) {
            return known;
        }
        if (days.size() > MOST_DAYS) {
            throw new ArchiveUnavailable("expected at most " + MOST_DAYS + " archived days, found " + days.size());
        }
        takeTurn();
        try {
            String from = files.files(table, days).stream()
                    .map(file -> "'" + file.toString().replace("'", "''") + "'")
                    .collect(joining(", ", "read_parquet([", "], hive_partitioning = false)"));
            List<List<String>> rows = parquet.query(sql.apply(from));
            answers.put(key, rows);
            return rows;
        } catch (ParquetFailure | StoreUnavailable | DamagedArchive | UncheckedIOException e) {
            throw new ArchiveUnavailable("the archive does not answer: " + e.getMessage(), e);
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turns.tryAcquire(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ArchiveUnavailable("the archive is busy with other questions");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ArchiveUnavailable("interrupted", stop);
        }
    }
}
