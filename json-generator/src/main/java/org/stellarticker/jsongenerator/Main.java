package org.stellarticker.jsongenerator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.SchemaVersion;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.jsongenerator.ListingPublication.Texts;
import org.stellarticker.jsongenerator.listing.CoinGeckoFiles;
import org.stellarticker.jsongenerator.listing.CoinMarketCapFiles;
import org.stellarticker.marketdata.listing.ListedMarkets;
import org.stellarticker.marketdata.listing.ListedVenue;
import org.stellarticker.marketdata.listing.ListedVenues;
import org.stellarticker.marketdata.listing.Listing;
import org.stellarticker.marketdata.reference.UsdBridge;

/**
 * Writes the legacy ticker's files, {@code markets.json} and {@code assets.json}, whenever their content changes, and the
 * files of listing sites on schedules.
 */
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
            var marketsFile = new PublicFile(config.www(), "markets.json", compressions);
            var assetsFile = new PublicFile(config.www(), "assets.json", compressions);

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

            var listed = new ListedMarkets(config.references(), config.bookMaxAge());
            var coinMarketCap = new CoinMarketCapFiles(config.references().verified());
            daemon.every(
                    ListingPublication.INTERVAL,
                    "coinmarketcap",
                    new ListingPublication(
                            database,
                            new PublicFolder(config.www(), "coinmarketcap/v1", compressions),
                            tx -> listed.read(tx)
                                    .map(listing -> new Texts(listing.asOf(), coinMarketCap.texts(listing))),
                            daemon.progress("coinmarketcap"),
                            1));

            var venues = new ListedVenues(new UsdBridge(config.references().dollars()));
            daemon.every(
                    ListingPublication.INTERVAL,
                    "coingecko",
                    new ListingPublication(
                            database,
                            new PublicFolder(config.www(), "coingecko/v1", compressions),
                            tx -> listed.read(tx).flatMap(listing -> coinGecko(listing, venues.read(tx, listing))),
                            daemon.progress("coingecko"),
                            ListingPublication.VENUES_ROUNDS));
        });
    }

    private static Optional<Texts> coinGecko(Listing listing, List<ListedVenue> venues) {
        return venues.isEmpty()
                ? Optional.empty()
                : Optional.of(new Texts(listing.asOf(), CoinGeckoFiles.texts(venues)));
    }
}
