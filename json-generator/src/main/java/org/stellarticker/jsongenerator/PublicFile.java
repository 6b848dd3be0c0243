package org.stellarticker.jsongenerator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file that nginx serves, with its compressed forms beside it.
 *
 * <p>All forms of a version are written to temporary files and then renamed, so that a reader always sees one whole
 * version. nginx makes the ETag of a file's length and of its modification time in seconds. Two versions of equal
 * length within one second would have the same ETag; so the publisher gives no two versions a date in the same second.
 */
final class PublicFile {

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final String name;
    private final Set<Compression> compressions;

    /**
     * Makes a file in a folder.
     *
     * @param compressions the forms besides the plain one
     */
    PublicFile(Path folder, String name, Set<Compression> compressions) {
        this.folder = folder;
        this.name = name;
        this.compressions = compressions;
    }

    /** The text of a version, in UTF-8. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;

        /** Returns the compressed forms where the content can make them itself. */
        default Optional<Compressed> compressed() {
            return Optional.empty();
        }
    }

    /** Gives compressed forms; one that is empty is compressed from the plain form. */
    @FunctionalInterface
    interface Compressed {
        Optional<byte[]> as(Compression compression);
    }

    String name() {
        return name;
    }

    /**
     * Publishes a new version.
     *
     * @param at its date, from the database, never from this copy's clock; in another second than any other version
     * @return its length in bytes, uncompressed
     * @throws UnwritableFile when the disk is full or the folder is not writable; the previous version stays, whole
     */
    long publish(Content content, Instant at) throws UnwritableFile {
        try {
            Files.createDirectories(folder);
            try {
                return put(content, at.truncatedTo(ChronoUnit.SECONDS));
            } finally {
                removeAsides();
            }
        } catch (ClosedByInterruptException stopped) {
            // The program ends; nothing is wrong with the file.
            throw new UncheckedIOException(stopped);
        } catch (IOException cause) {
            throw new UnwritableFile(file(""), cause);
        }
    }

    private long put(Content content, Instant date) throws IOException {
        try (OutputStream out = open("")) {
            content.writeTo(out);
        }
        Optional<Compressed> made = compressions.isEmpty() ? Optional.empty() : content.compressed();
        for (Compression compression : compressions) {
            Optional<byte[]> bytes = made.flatMap(forms -> forms.as(compression));
            if (bytes.isPresent()) {
                Files.write(aside(compression.suffix()), bytes.get());
            } else {
                compress(compression);
            }
        }
        long length = Files.size(aside(""));
        renameAll(FileTime.from(date));
        return length;
    }

    private void compress(Compression compression) throws IOException {
        try (OutputStream out = open(compression.suffix());
                OutputStream compressed = compression.onto(out)) {
            Files.copy(aside(""), compressed);
        }
    }

    private void renameAll(FileTime date) throws IOException {
        for (Compression compression : compressions) {
            Files.setLastModifiedTime(aside(compression.suffix()), date);
        }
        Files.setLastModifiedTime(aside(""), date);

        for (Compression compression : compressions) {
            move(compression.suffix());
        }
        for (Compression other : EnumSet.allOf(Compression.class)) {
            if (!compressions.contains(other)) {
                // A file left by a run that had this compression would be served for ever.
                Files.deleteIfExists(file(other.suffix()));
            }
        }
        // The plain file is renamed last: when it is visible, all other forms are.
        move("");
    }

    private void move(String suffix) throws IOException {
        Files.move(aside(suffix), file(suffix), StandardCopyOption.ATOMIC_MOVE);
    }

    private OutputStream open(String suffix) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(aside(suffix)), BUFFER);
    }

    private void removeAsides() throws IOException {
        Files.deleteIfExists(aside(""));
        for (Compression compression : Compression.values()) {
            Files.deleteIfExists(aside(compression.suffix()));
        }
    }

    private Path file(String suffix) {
        return folder.resolve(name + suffix);
    }

    private Path aside(String suffix) {
        return folder.resolve("." + name + suffix + ".new");
    }
}
