package org.stellarticker.jsongenerator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.Transaction;

/**
 * The files of one listing site, published on a schedule; a file whose content did not change is left as it is, so that
 * its ETag and Last-Modified stay.
 */
final class ListingPublication implements Task {

    private static final Logger log = LoggerFactory.getLogger(ListingPublication.class);

    /** Sites poll once a minute. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Sums of single venues come from raw trades, which costs more: every 30 seconds. */
    static final int VENUES_ROUNDS = 6;

    private final Database database;
    private final Path folder;
    private final Function<String, PublicFile> files;
    private final Texts texts;
    private final Progress progress;
    private final int rounds;
    private int roundsLeft;
    private final Map<String, Published> published = new HashMap<>();

    /** A file and the text that it has; empty before the first look at it. */
    private record Published(PublicFile file, Optional<byte[]> digest) {}

    /**
     * Makes the files of a folder.
     *
     * @param folder the site's, below the folder that nginx serves
     * @param files makes the file of a name in that folder
     * @param rounds makes them in one of so many runs, once they are there: the first are made as soon as there is a snapshot
     */
    ListingPublication(
            Database database,
            Path folder,
            Function<String, PublicFile> files,
            Texts texts,
            Progress progress,
            int rounds) {
        this.database = database;
        this.folder = folder;
        this.files = files;
        this.texts = texts;
        this.progress = progress;
        this.rounds = rounds;
    }

    /** Reads the text of each file, by its name. */
    interface Texts {
        /** Returns empty as long as there is nothing to list. */
        Optional<Map<String, byte[]>> read(Transaction tx);
    }

    @Override
    public void run() {
        if (roundsLeft > 0) {
            roundsLeft--;
            return;
        }
        try {
            Optional<Map<String, byte[]>> current = database.snapshot(texts::read);
            if (current.isEmpty()) {
                progress.catchingUp("waiting for the first snapshot");
                return;
            }
            for (Map.Entry<String, byte[]> text : new TreeMap<>(current.get()).entrySet()) {
                publish(text.getKey(), text.getValue());
            }
            progress.running(current.get().size() + " files");
            roundsLeft = rounds - 1;
        } catch (DatabaseUnavailable | UnwritableFile passing) {
            // The versions before stay; the next run tries again.
            log.warn(passing.getMessage());
            progress.degraded(String.valueOf(passing.getMessage()));
        }
    }

    private void publish(String name, byte[] text) throws UnwritableFile {
        Published before = published.computeIfAbsent(name, this::find);
        byte[] digest = digest(text);
        if (before.digest().filter(same -> Arrays.equals(same, digest)).isPresent()) {
            return;
        }
        long bytes = before.file().publish(out -> out.write(text));
        published.put(name, new Published(before.file(), Optional.of(digest)));
        log.atDebug()
                .addKeyValue("file", folder.resolve(name))
                .addKeyValue("bytes", bytes)
                .log("published");
    }

    /** A file that an earlier run published keeps its version as long as its content stays. */
    private Published find(String name) {
        try {
            return new Published(files.apply(name), Optional.of(digest(Files.readAllBytes(folder.resolve(name)))));
        } catch (IOException notThere) {
            return new Published(files.apply(name), Optional.empty());
        }
    }

    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every Java", impossible);
        }
    }
}
