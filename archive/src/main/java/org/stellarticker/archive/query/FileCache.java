package org.stellarticker.archive.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveManifest;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.DamagedArchive;

/** Files of archived days on this disk, each compared with its manifest once; those that were used longest ago go first. */
final class FileCache {

    private static final String ASIDE = ".new";

    private final Archive archive;
    private final Path folder;
    private final long mostBytes;
    private final Clock clock;

    FileCache(Archive archive, Path folder, long mostBytes, Clock clock) {
        this.archive = archive;
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** Returns the files of days, which stay at least until the next call. */
    synchronized List<Path> files(ArchiveTable table, List<DayVersion> days) {
        try {
            Files.createDirectories(folder);
            Set<Path> wanted = new HashSet<>();
            List<Path> files =
                    days.stream().map(day -> file(table, day, wanted)).toList();
            evict(wanted);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(ArchiveTable table, DayVersion day, Set<Path> wanted) {
        Path file = folder.resolve(day.day() + "-v" + day.version() + "-" + table.word() + ".parquet");
        wanted.add(file);
        try {
            if (Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
                return file;
            }
            ArchiveManifest manifest = archive.find(day.day())
                    .orElseThrow(() -> new DamagedArchive("the manifest of " + day.day() + " is missing"));
            ArchiveManifest.Version version = manifest.versions().stream()
                    .filter(found -> found.version() == day.version())
                    .findFirst()
                    .orElseThrow(() ->
                            new DamagedArchive("the manifest of " + day.day() + " has no version " + day.version()));
            Path aside = folder.resolve(file.getFileName() + ASIDE);
            archive.fetch(manifest, version, table, aside);
            return Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void evict(Set<Path> wanted) throws IOException {
        record Kept(Path file, FileTime usedAt, long bytes) {}
        List<Kept> kept;
        try (Stream<Path> all = Files.list(folder)) {
            kept = all.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> {
                        try {
                            return new Kept(file, Files.getLastModifiedTime(file), Files.size(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .sorted(Comparator.comparing(Kept::usedAt))
                    .toList();
        }
        long bytes = kept.stream().mapToLong(Kept::bytes).sum();
        long most = Math.min(mostBytes, Files.getFileStore(folder).getTotalSpace() / 2);
        for (Kept oldest : kept) {
            if (bytes > most && !wanted.contains(oldest.file())) {
                Files.delete(oldest.file());
                bytes -= oldest.bytes();
            }
        }
    }
}
