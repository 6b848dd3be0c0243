package org.stellarticker.jsongenerator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.jsongenerator.ListingPublication.Texts;
import org.stellarticker.jsongenerator.listing.CoinGeckoFiles;
import org.stellarticker.jsongenerator.listing.CoinMarketCapFiles;
import org.stellarticker.jsongenerator.upload.Upload;
import org.stellarticker.jsongenerator.upload.UploadConfig;
import org.stellarticker.jsongenerator.upload.UploadMetrics;
import org.stellarticker.marketdata.listing.ListedMarkets;
import org.stellarticker.marketdata.listing.ListedVenue;
import org.stellarticker.marketdata.listing.ListedVenues;
import org.stellarticker.marketdata.listing.Listing;
import org.stellarticker.marketdata.reference.UsdBridge;
import org.stellarticker.objectstore.ObjectStore;

/** Wires the publication of all files. */
record PublicationWiring(JsonGeneratorConfig config, Daemon daemon, Database database, Set<Compression> compressions) {

    void wire() {
        followLegacy();
        scheduleListings();
        config.upload().ifPresent(this::scheduleUpload);
    }

    private void scheduleUpload(UploadConfig upload) {
        var leadership = daemon.open(database.leadership("uploads of public files"));
        daemon.every(
                upload.interval(),
                "upload",
                new Upload(
                                daemon.open(ObjectStore.open(upload.address())),
                                config.www(),
                                config.uploads(),
                                leadership,
                                new UploadMetrics(daemon.metrics()),
                                daemon.progress("upload"))
                        .keptFor(upload.interval()));
    }

    /** Publishes the legacy files after each change. */
    private void followLegacy() {
        PublicFile markets = file("markets.json");
        var ledgers = new PublishedLedgers(database, markets.name(), daemon.traces(), daemon.clock());
        follow("markets", new MarketsPublication(database, markets, ledgers), MarketStore.UPDATED);
        follow("assets", new AssetsPublication(database, file("assets.json"), daemon.clock()), AssetStore.CHANGED);
    }

    private PublicFile file(String name) {
        return new PublicFile(config.www(), name, compressions);
    }

    private void follow(String work, Publication publication, String channel) {
        var changes = daemon.open(database.listen(channel));
        daemon.follow(work, new Publisher(publication, changes::await, daemon.progress(work), daemon.clock()));
    }

    /** Publishes the files of listing sites on schedules. */
    private void scheduleListings() {
        var listed = new ListedMarkets(config.references(), config.bookMaxAge());
        var coinMarketCap = new CoinMarketCapFiles(config.references().verified());
        schedule(
                "coinmarketcap",
                tx -> listed.read(tx).map(listing -> new Texts(listing.asOf(), coinMarketCap.texts(listing))),
                1);

        var venues = new ListedVenues(new UsdBridge(config.references().dollars()));
        schedule(
                "coingecko",
                tx -> listed.read(tx).flatMap(listing -> coinGecko(listing, venues.read(tx, listing))),
                ListingPublication.VENUES_ROUNDS);
    }

    private void schedule(String site, ListingPublication.Source source, int rounds) {
        daemon.every(
                ListingPublication.INTERVAL,
                site,
                new ListingPublication(
                        database,
                        new PublicFolder(config.www(), site + "/v1", compressions),
                        source,
                        daemon.progress(site),
                        rounds));
    }

    private static Optional<Texts> coinGecko(Listing listing, List<ListedVenue> venues) {
        return venues.isEmpty()
                ? Optional.empty()
                : Optional.of(new Texts(listing.asOf(), CoinGeckoFiles.texts(venues)));
    }
}
