package org.stellarticker.jsongenerator;

import java.util.Optional;
import org.stellarticker.db.Database;
import org.stellarticker.db.market.MarketStore;

/** {@code markets.json}, published after each snapshot that changed a window. */
final class MarketsPublication implements Publication {

    private final Database database;
    private final PublicFile file;

    MarketsPublication(Database database, PublicFile file) {
        this.database = database;
        this.file = file;
    }

    @Override
    public Optional<Version> publish() throws UnwritableFile {
        Optional<MarketsJson> markets = database.snapshot(MarketsJson::read);
        if (markets.isEmpty()) {
            return Optional.empty();
        }
        MarketsJson json = markets.get();
        long bytes = file.publish(json::writeTo);
        return Optional.of(new Version(json.pairCount() + " pairs", bytes, json.changedAt(), json.generatedAt()));
    }

    @Override
    public boolean changedSince(Version version) {
        return database.snapshot(new MarketStore()::findSnapshot)
                .filter(snapshot -> !snapshot.changedAt().equals(version.changedAt()))
                .isPresent();
    }
}
