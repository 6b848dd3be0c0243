package org.stellarticker.archive.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.stellarticker.archive.ArchiveTable;

/**
 * Runs DuckDB in processes of their own, one for each piece of work, with limits of memory and time.
 *
 * @param folder for what does not fit into memory; each process deletes what it puts there, unless it is killed
 * @param memory that DuckDB may allocate, such as {@code 128MB}; the process takes about 120 MB more
 * @param limit after which a process is killed
 */
public record ParquetProcess(Path folder, String memory, Duration limit) {

    /** What DuckDB needs at least to write a group of rows or to sort a market's. */
    public static final String MEMORY = "160MB";

    /** Long work, such as writing a day, takes at most so long. */
    public static final Duration LONG = Duration.ofMinutes(15);

    /** Sums over a file. */
    public record Sums(long rows, String baseAmount, String counterAmount) {}

    /** Something that is done with the ends of a process. */
    @FunctionalInterface
    private interface Exchange<T> {
        T run(OutputStream in, InputStream out) throws IOException;
    }

    /**
     * Writes a file from lines.
     *
     * @param lines is given where the lines go; when it fails, so does the writing
     */
    public void write(ArchiveTable table, Path file, Consumer<OutputStream> lines) {
        run(List.of("write", table.word(), file.toString()), (in, out) -> {
            try (in) {
                lines.accept(in);
            }
            out.transferTo(OutputStream.nullOutputStream());
            return true;
        });
    }

    /**
     * Reads a file's rows as the lines that {@link #write} was given, in their order.
     *
     * @return what DuckDB counts and sums in the file
     */
    public Sums read(ArchiveTable table, Path file, OutputStream lines) {
        List<String> said = new ArrayList<>();
        run(
                List.of("read", table.word(), file.toString()),
                (in, out) -> {
                    in.close();
                    return out.transferTo(lines);
                },
                said::add);
        // Java may warn before.
        String[] found = said.getFirst().lines().reduce("", (_, last) -> last).split("\t", -1);
        return new Sums(Long.parseLong(found[0]), found[1], found[2]);
    }

    /** Runs a query that limits its rows itself; each is its values as text, {@code \N} for a missing one. */
    public List<List<String>> query(String sql) {
        return query(sql, Integer.MAX_VALUE - 1);
    }

    /**
     * Runs a query; each row is its values as text, {@code \N} for a missing one.
     *
     * @param mostBytes of all rows, beyond which the query fails: this process holds them in its memory
     */
    public List<List<String>> query(String sql, int mostBytes) {
        return run(List.of("query"), (in, out) -> {
            try (in) {
                in.write(sql.getBytes(UTF_8));
            }
            byte[] rows = out.readNBytes(mostBytes + 1);
            if (rows.length > mostBytes) {
                throw new ParquetFailure("expected rows of at most " + mostBytes + " bytes, found more");
            }
            return new String(rows, UTF_8)
                    .lines()
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
        });
    }

    /**
     * Writes a query's rows into a file.
     *
     * @param options of DuckDB's copy, such as {@code format parquet}
     */
    public void copy(String sql, String options, Path file) {
        copy(sql, options, file, OutputStream.nullOutputStream());
    }

    /** Writes a query's rows as text; otherwise as the other one does. */
    public void copy(String sql, String options, OutputStream text) {
        copy(sql, options, Path.of("/dev/stdout"), text);
    }

    private void copy(String sql, String options, Path file, OutputStream text) {
        run(List.of("copy", options, file.toString()), (in, out) -> {
            try (in) {
                in.write(sql.getBytes(UTF_8));
            }
            return out.transferTo(text);
        });
    }

    private <T> T run(List<String> work, Exchange<T> exchange) {
        return run(work, exchange, _ -> {});
    }

    /** @param said receives what a process that succeeded wrote to standard error */
    private <T> T run(List<String> work, Exchange<T> exchange, Consumer<String> said) {
        Process process = start(work);
        var errors = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> errors.complete(text(process.getErrorStream())));
        Future<Boolean> killed = killLate(process);
        try {
            T result;
            try {
                result = exchange.run(process.getOutputStream(), process.getInputStream());
            } catch (IOException | UncheckedIOException brokenPipe) {
                process.destroy();
                await(process);
                throw new ParquetFailure(reason(work, killed, errors.join()), brokenPipe);
            }
            if (await(process) != 0) {
                throw new ParquetFailure(reason(work, killed, errors.join()));
            }
            said.accept(errors.join());
            return result;
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Kills a process that takes too long, by a thread of its own: those of pools may all be blocked.
     *
     * @return whether it was killed, once it has ended
     */
    private Future<Boolean> killLate(Process process) {
        var killed = new FutureTask<>(() -> {
            boolean late = !process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (late) {
                process.destroyForcibly();
            }
            return late;
        });
        Thread.ofPlatform().daemon().name("archive limit").start(killed);
        return killed;
    }

    private static boolean isLate(Future<Boolean> killed) {
        try {
            return killed.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault); // waiting for a process does not fail
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ParquetFailure("interrupted", stop);
        }
    }

    private String reason(List<String> work, Future<Boolean> killed, String errors) {
        return work.getFirst() + " of the archive: "
                + (isLate(killed)
                        ? "not done within " + limit.toSeconds() + " s"
                        : errors.lines().reduce((_, last) -> last).orElse("the process was killed"));
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException closed) {
            return "";
        }
    }

    private Process start(List<String> work) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                ParquetMain.class.getName()));
        command.addAll(Stream.concat(Stream.of(memory, folder.toString()), work.stream())
                .toList());
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(command);
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            return builder.start();
        } catch (IOException e) {
            throw new ParquetFailure("cannot start a process for the archive: " + e.getMessage(), e);
        }
    }
}
