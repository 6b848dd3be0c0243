package org.stellarticker.jsongenerator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.stellarticker.db.Database;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;

/**
 * {@code markets.json}: one version for each snapshot that the aggregator marks as one, at most one a second. Text and date of a
 * version are those of its snapshot, so that every copy of this program publishes the same.
 */
final class MarketsPublication implements Publication {

    private final Database database;
    private final PublicFile file;
    private final PublishedLedgers ledgers;
    private final MarketsJson markets = new MarketsJson();

    MarketsPublication(Database database, PublicFile file, PublishedLedgers ledgers) {
        this.ledgers = ledgers;
        this.database = database;
        this.file = file;
    }

    @Override
    public Duration leastInterval() {
        return Duration.ZERO;
    }

    @Override
    public Optional<Version> publish() throws UnwritableFile {
        Instant begun = ledgers.now();
        Optional<MarketsVersion> read = database.snapshot(markets::read);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        MarketsVersion version = read.get();
        Instant at = version.generatedAt();
        long bytes = file.publish(version, at);
        ledgers.published(version.newest(), begun);
        return Optional.of(new Version(content(version), bytes, at, at));
    }

    /** Describes a version; a name that mixes issuers may show values that no single market has. */
    private static String content(MarketsVersion version) {
        String pairs = version.pairCount() + " pairs";
        return version.mixedCount() == 0 ? pairs : pairs + ", " + version.mixedCount() + " of several issuers";
    }

    @Override
    public boolean changedSince(Version version) {
        return database.snapshot(new MarketStore()::findSnapshot)
                .map(MarketSnapshot::versionAt)
                .filter(at -> !at.equals(version.changedAt()))
                .isPresent();
    }
}
