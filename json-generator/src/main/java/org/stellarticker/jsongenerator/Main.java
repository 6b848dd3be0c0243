package org.stellarticker.jsongenerator;

import java.util.Set;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.status.ProgramStatusStore;

/** Writes the legacy ticker's files, {@code markets.json} and {@code assets.json}, whenever their content changes. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("json-generator", JsonGeneratorConfig::read, (config, daemon) -> {
            var clock = daemon.clock();
            var database = daemon.open(Database.open(config.database(), "json-generator"));
            SchemaVersion.check(database);
            var reports = new ProgramStatusStore();
            daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));

            Set<Compression> compressions = Brotli.load(config.nativeLibraries());
            var marketsFile = new PublicFile(config.www(), "markets.json", compressions, clock);
            var assetsFile = new PublicFile(config.www(), "assets.json", compressions, clock);

            var updates = daemon.open(database.listen(MarketStore.UPDATED));
            daemon.follow(
                    "markets",
                    new Publisher(
                            new MarketsPublication(database, marketsFile),
                            updates::await,
                            daemon.progress("markets"),
                            clock));

            var listings = daemon.open(database.listen(AssetStore.CHANGED));
            daemon.follow(
                    "assets",
                    new Publisher(
                            new AssetsPublication(database, assetsFile, clock),
                            listings::await,
                            daemon.progress("assets"),
                            clock));
        });
    }
}
