package org.stellarticker.sandbox.replay;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of recorded trades, one {@code /trades} record on each line, plain or gzipped. */
public final class Recording {

    /** Opens the recorded data. */
    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    private final String name;
    private final String location;
    private final boolean gzipped;
    private final Source source;

    private Recording(String name, String location, Source source) {
        this.name = name;
        this.location = location;
        this.gzipped = location.endsWith(".gz");
        this.source = source;
    }

    /** Returns the generated trades that are part of the sandbox. */
    public static Recording golden() {
        return new Recording("golden", "golden.ndjson.gz", () -> {
            InputStream found = Recording.class.getResourceAsStream("golden.ndjson.gz");
            if (found == null) {
                throw new FileNotFoundException("golden.ndjson.gz is not beside the sandbox's classes");
            }
            return found;
        });
    }

    /**
     * Returns the recording in a file.
     *
     * @param file {@code .ndjson} or {@code .ndjson.gz}
     */
    public static Recording in(Path file) {
        String name = file.getFileName()
                .toString()
                .replaceFirst("(\\.ndjson)?(\\.gz)?$", "")
                .replaceAll("\\p{Cntrl}", "?");
        return new Recording(name, file.toString(), () -> Files.newInputStream(file));
    }

    /** Returns the file's name without its endings. */
    String name() {
        return name;
    }

    /** Returns its location as the user named it. */
    String location() {
        return location;
    }

    boolean isGzipped() {
        return gzipped;
    }

    /**
     * Opens the file's bytes, unchanged.
     *
     * @throws ReplayException when it cannot be opened
     */
    InputStream open() {
        try {
            return new BufferedInputStream(source.open(), 1 << 16);
        } catch (NoSuchFileException absent) {
            throw fault("expected a file of trades, found none");
        } catch (IOException unreadable) {
            throw fault("expected a file that can be read, found " + unreadable);
        }
    }

    /**
     * Returns a hash of the content.
     *
     * @throws ReplayException when it cannot be read
     */
    String fingerprint() {
        try (var digested = new DigestInputStream(open(), MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return "sha256:"
                    + HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (IOException unreadable) {
            throw fault("expected a file that can be read, found " + unreadable);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }

    ReplayException fault(String expectedAndFound) {
        return new ReplayException("SANDBOX_REPLAY " + location + ": " + expectedAndFound);
    }

    ReplayException fault(int line, String expectedAndFound) {
        return new ReplayException("SANDBOX_REPLAY " + location + ", line " + line + ": " + expectedAndFound);
    }
}
