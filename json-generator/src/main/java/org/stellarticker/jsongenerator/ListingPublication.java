package org.stellarticker.jsongenerator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stellarticker.daemon.Progress;
import org.stellarticker.daemon.Task;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseUnavailable;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.publication.PublishedFileStore;

/**
 * The files of one listing site, published on a schedule; a file whose content did not change keeps its date, and so its
 * ETag and Last-Modified. The dates come from the database, so that every copy of this program publishes the same.
 */
final class ListingPublication implements Task {

    private static final Logger log = LoggerFactory.getLogger(ListingPublication.class);

    /** Sites poll once a minute. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Sums of single venues come from raw trades, which costs more: every 30 seconds. */
    static final int VENUES_ROUNDS = 6;

    private final PublishedFileStore versions = new PublishedFileStore();
    private final Database database;
    private final PublicFolder folder;
    private final Source source;
    private final Progress progress;
    private final int rounds;
    private int roundsLeft;

    /** The digest of the text of each file that this copy wrote. */
    private final Map<String, String> published = new HashMap<>();

    /**
     * Makes the files of a folder.
     *
     * @param folder the site's
     * @param rounds makes them in one of so many runs, once they are there: the first are made as soon as there is a snapshot
     */
    ListingPublication(Database database, PublicFolder folder, Source source, Progress progress, int rounds) {
        this.database = database;
        this.folder = folder;
        this.source = source;
        this.progress = progress;
        this.rounds = rounds;
    }

    /**
     * The text of each file.
     *
     * @param asOf the instant of the data
     * @param byName in UTF-8
     */
    record Texts(Instant asOf, Map<String, byte[]> byName) {}

    /** Reads the texts. */
    interface Source {
        /** Returns empty as long as there is nothing to list. */
        Optional<Texts> read(Transaction tx);
    }

    @Override
    public void run() {
        if (roundsLeft > 0) {
            roundsLeft--;
            return;
        }
        try {
            Optional<Texts> current = database.snapshot(source::read);
            if (current.isEmpty()) {
                progress.catchingUp("waiting for the first snapshot");
                return;
            }
            Texts texts = current.get();
            boolean all = true;
            for (Map.Entry<String, byte[]> text : new TreeMap<>(texts.byName()).entrySet()) {
                all &= publish(text.getKey(), text.getValue(), texts.asOf());
            }
            progress.running(texts.byName().size() + " files");
            roundsLeft = all ? rounds - 1 : 0;
        } catch (DatabaseUnavailable | UnwritableFile passing) {
            // The versions before stay; the next run tries again.
            log.warn(passing.getMessage());
            progress.degraded(String.valueOf(passing.getMessage()));
        }
    }

    /** Returns false when another copy published newer data, or a version in this second: the next run publishes. */
    private boolean publish(String name, byte[] text, Instant asOf) throws UnwritableFile {
        String digest = digest(text);
        if (digest.equals(published.get(name))) {
            return true;
        }
        Optional<Instant> versionAt = database.transaction(tx -> versions.date(tx, folder.pathOf(name), digest, asOf));
        if (versionAt.isEmpty()) {
            return false;
        }
        long bytes = folder.file(name).publish(out -> out.write(text), versionAt.get());
        log.atDebug()
                .addKeyValue("file", folder.resolve(name))
                .addKeyValue("bytes", bytes)
                .log("published");
        published.put(name, digest);
        return true;
    }

    private static String digest(byte[] text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every Java", impossible);
        }
    }
}
