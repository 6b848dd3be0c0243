package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Records, each minute, a container's memory that nobody else can use (anonymous, shared and kernel memory of its control
 * group) and the size of its volume, as lines of CSV in bytes.
 */
final class ContainerGrowth implements AutoCloseable {

    private static final String LOOK = """
            cat /sys/fs/cgroup/memory.stat 2>/dev/null || {
                cat /sys/fs/cgroup/memory/memory.stat && echo kernel $(cat /sys/fs/cgroup/memory/memory.kmem.usage_in_bytes)
            }
            echo volume $(du -sB1 /data | cut -f 1)
            """;

    /** What was seen in one minute, in bytes. */
    record Seen(Instant at, long anonymous, long shared, long kernel, long volume) {

        long memory() {
            return anonymous + shared + kernel;
        }
    }

    private final ScheduledExecutorService minutes = Executors.newSingleThreadScheduledExecutor();
    private final List<Seen> all = new CopyOnWriteArrayList<>();
    private final Container container;
    private final Path file;
    private final Future<?> recording;

    private ContainerGrowth(Container container, Path file) {
        this.container = container;
        this.file = file;
        this.recording = minutes.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.MINUTES);
    }

    /** Begins to record into a new file. */
    static ContainerGrowth recordTo(Path file, Container container) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "at,anonymous_bytes,shared_bytes,kernel_bytes,volume_bytes\n");
        return new ContainerGrowth(container, file);
    }

    private void look() {
        try {
            var said = container.exec("sh", "-c", LOOK);
            assertThat(said.exit()).as(said.errors()).isZero();
            Seen seen = read(Instant.now().truncatedTo(ChronoUnit.SECONDS), said.output());
            all.add(seen);
            Files.writeString(
                    file,
                    Stream.of(seen.at(), seen.anonymous(), seen.shared(), seen.kernel(), seen.volume())
                                    .map(String::valueOf)
                                    .reduce((line, value) -> line + "," + value)
                                    .orElseThrow()
                            + "\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads both versions of control groups: the first counts children in names of their own. */
    static Seen read(Instant at, String text) {
        Map<String, Long> numbers = new HashMap<>();
        text.lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> words.length == 2)
                .forEach(words -> numbers.put(words[0], Long.parseLong(words[1])));
        return new Seen(
                at,
                one(numbers, "total_rss", "anon"),
                one(numbers, "total_shmem", "shmem"),
                one(numbers, "kernel", "kernel"),
                one(numbers, "volume", "volume"));
    }

    private static long one(Map<String, Long> numbers, String first, String second) {
        return Stream.of(first, second)
                .filter(numbers::containsKey)
                .map(numbers::get)
                .findFirst()
                .orElseThrow(() -> new AssertionError("neither " + first + " nor " + second + " in " + numbers));
    }

    /** Returns what was seen until now, oldest first; fails when a look has failed. */
    List<Seen> seen() throws Exception {
        if (recording.isDone()) {
            recording.get();
        }
        return List.copyOf(all);
    }

    @Override
    public void close() {
        recording.cancel(true);
        minutes.shutdownNow();
    }
}
