package org.stellarticker.archive.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;

/**
 * Files of archived days on this disk, each compared with its manifest once; those that were used longest ago go first, and
 * none that is in use. Safe for use by many threads.
 */
final class FileCache {

    private final Archive archive;
    private final Path folder;
    private final long mostBytes;
    /** The length of each file, also of those that are being fetched, in the order of their last use. */
    private final Map<Path, Long> bytes = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Path, Integer> uses = new HashMap<>();
    private long fetches;

    /** @param folder of which all files are deleted: others may have left them in part */
    FileCache(Archive archive, Path folder, long mostBytes) {
        this.archive = archive;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            this.mostBytes = Math.min(mostBytes, Files.getFileStore(folder).getTotalSpace() / 2);
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files that stay until they are closed. */
    final class Use implements AutoCloseable {
        private final List<Path> files = new ArrayList<>();

        List<Path> files() {
            return List.copyOf(files);
        }

        @Override
        public void close() {
            synchronized (FileCache.this) {
                for (Path file : files) {
                    int others = uses.getOrDefault(file, 1) - 1;
                    if (others == 0) {
                        uses.remove(file);
                    } else {
                        uses.put(file, others);
                    }
                }
            }
        }
    }

    /**
     * Gives the files of days, and fetches those that are not here.
     *
     * @param next is run before each file, and throws when there is no time left
     */
    Use use(ArchiveTable table, List<DayVersion> days, Runnable next) {
        var use = new Use();
        try {
            for (DayVersion day : days) {
                next.run();
                Path file = folder.resolve("%s-v%d-%d-%s.parquet"
                        .formatted(day.day(), day.version(), day.archivedAt().toEpochMilli(), table.word()));
                if (!holds(file, use)) {
                    fetch(table, day, file, use);
                }
            }
            return use;
        } catch (RuntimeException e) {
            use.close();
            throw e;
        }
    }

    private synchronized boolean holds(Path file, Use use) {
        boolean here = bytes.get(file) != null && Files.exists(file);
        if (here) {
            pin(file, use);
        }
        return here;
    }

    private void pin(Path file, Use use) {
        uses.merge(file, 1, Integer::sum);
        use.files.add(file);
    }

    private void fetch(ArchiveTable table, DayVersion day, Path file, Use use) {
        ArchiveManifest manifest = archive.find(day.day())
                .orElseThrow(() -> new DamagedArchive("the manifest of " + day.day() + " is missing"));
        ArchiveManifest.Version version = manifest.versions().stream()
                .filter(found -> found.version() == day.version())
                .findFirst()
                .orElseThrow(
                        () -> new DamagedArchive("the manifest of " + day.day() + " has no version " + day.version()));
        Path aside = reserve(file, version.file(table).bytes(), use);
        try {
            archive.fetch(manifest, version, table, aside);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(aside);
        }
    }

    /** Makes room for a file before it is fetched, and returns where it is written meanwhile. */
    private synchronized Path reserve(Path file, long length, Use use) {
        bytes.put(file, length);
        pin(file, use);
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        for (Map.Entry<Path, Long> oldest : List.copyOf(bytes.entrySet())) {
            if (all > mostBytes && !uses.containsKey(oldest.getKey())) {
                delete(oldest.getKey());
                bytes.remove(oldest.getKey());
                all -= oldest.getValue();
            }
        }
        if (all > mostBytes) {
            bytes.remove(file);
            throw new ArchiveUnavailable(
                    "its files take more than the " + mostBytes + " bytes of the disk that are for them");
        }
        fetches++;
        return folder.resolve(file.getFileName() + "." + fetches + ".new");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
