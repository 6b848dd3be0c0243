package org.stellarticker.migrate.backup;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.stellarticker.daemon.Exit;
import org.stellarticker.daemon.JobFailure;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;

/**
 * The commands {@code backup} and {@code restore}.
 *
 * @param file empty for standard output or input
 * @param bar whether to show a bar, for a terminal
 */
public record BackupCommand(Optional<Path> file, boolean bar) {

    /** The word that asks for a bar instead of lines. */
    public static final String BAR = "--bar";

    /** Writes a backup. A file is replaced only by a complete one. */
    public void backup(Database database, Clock clock, PrintStream messages) {
        var progress = new CopyProgress(messages, bar);
        try {
            BackupManifest manifest;
            if (file.isPresent()) {
                manifest = toFile(file.get(), new Backup(database, clock, progress));
            } else {
                var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
                manifest = new Backup(database, clock, progress).write(out);
            }
            progress.finish("backed up " + summary(manifest)
                    + file.map(name -> " to " + name).orElse(""));
        } catch (IOException | UncheckedIOException e) {
            throw new JobFailure(Exit.IO, "cannot write the backup: " + reason(e), e);
        } finally {
            progress.abort();
        }
    }

    private static BackupManifest toFile(Path target, Backup backup) throws IOException {
        Path partial = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            BackupManifest manifest;
            try (var out = new FileOutputStream(partial.toFile());
                    var buffered = new BufferedOutputStream(new Unclosed(out), 1 << 16)) {
                manifest = backup.write(buffered);
                buffered.flush();
                out.getFD().sync();
            }
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Restores a backup. One in a file is read wholly before anything changes. */
    public void restore(Database database, Consumer<SchemaVersion> migration, PrintStream messages) {
        var progress = new CopyProgress(messages, bar);
        try {
            if (file.isPresent()) {
                try (var backup = new BackupReader(open(file.get()), progress)) {
                    Restore.check(backup, progress);
                }
            }
            BackupManifest manifest;
            try (var backup = new BackupReader(file.isPresent() ? open(file.get()) : System.in, progress)) {
                manifest = new Restore(database, migration, progress).restore(backup);
            }
            progress.finish(
                    "restored " + summary(manifest) + " of " + manifest.header().createdAt());
        } catch (IOException e) {
            throw new JobFailure(Exit.NO_INPUT, "cannot read the backup: " + reason(e), e);
        } finally {
            progress.abort();
        }
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }

    private static String summary(BackupManifest manifest) {
        return String.format(
                Locale.ROOT,
                "%,d rows of %d tables, schema version %d,",
                manifest.rows(),
                manifest.tables().size(),
                manifest.header().schemaVersion());
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or folder: " + missing.getFile();
            case UncheckedIOException unchecked when unchecked.getCause() != null -> reason(unchecked.getCause());
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Leaves a file open at the end of the archive, so that it can be forced to the disk. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
