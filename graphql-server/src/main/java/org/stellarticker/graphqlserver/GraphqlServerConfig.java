package org.stellarticker.graphqlserver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.daemon.settings.Settings;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.db.journal.JournalTypes;
import org.stellarticker.graphqlserver.account.AccountConfig;
import org.stellarticker.graphqlserver.account.signin.SignInConfig;
import org.stellarticker.graphqlserver.lists.ListSettings;
import org.stellarticker.graphqlserver.rest.subscription.SubscriptionConfig;
import org.stellarticker.http.Listeners;
import org.stellarticker.marketdata.reference.AssetList;
import org.stellarticker.marketdata.reference.PublicNetwork;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;
import org.stellarticker.objectstore.StoreAddress;

/**
 * The settings of the program.
 *
 * @param database the primary
 * @param replica where answers are read; empty for the primary
 * @param state the folder that holds the run folder
 * @param ports the addresses of routes and metrics
 * @param metricsPublic whether they are at the public address, too
 * @param references the assets that the operator names
 * @param bookMaxAge the age at which an order book is left out of answers to listing sites
 * @param lists what others say about accounts and domains
 * @param archive where archiver keeps the days that the database drops; empty where it does not
 * @param accounts who may sign up, and how often a key may ask
 * @param signIn how accounts of the network sign in; empty where they cannot
 * @param journal which entries crawlers may add
 * @param subscriptions whether accounts may subscribe, and to which addresses
 */
record GraphqlServerConfig(
        DatabaseAddress database,
        Optional<ReplicaConfig> replica,
        Path state,
        Ports ports,
        boolean metricsPublic,
        ReferenceAssets references,
        Duration bookMaxAge,
        ListSettings lists,
        Optional<StoreAddress> archive,
        AccountConfig accounts,
        Optional<SignInConfig> signIn,
        JournalTypes journal,
        SubscriptionConfig subscriptions) {

    private static final Pattern ADDRESS = Pattern.compile("([0-9A-Za-z._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");

    /**
     * The TCP addresses.
     *
     * @param api of the public routes, beside the unix socket
     * @param metrics of the metrics of all programs
     */
    record Ports(Optional<InetSocketAddress> api, InetSocketAddress metrics) {}

    static GraphqlServerConfig read(Settings in) {
        return in.all(() -> new GraphqlServerConfig(
                in.secret("DATABASE_URL", DatabaseAddress::parse),
                ReplicaConfig.find(in),
                in.read("TICKER_STATE", Path::of),
                new Ports(
                        in.find("API_LISTEN", GraphqlServerConfig::address),
                        new InetSocketAddress(
                                in.text("METRICS_BIND", "127.0.0.1"),
                                in.port("METRICS_PORT", in.port("TICKER_PORT", 8000) + 2))),
                in.flag("METRICS_PUBLIC", "false"),
                new ReferenceAssets(
                        in.read(
                                "QUOTE_RANKING",
                                PublicNetwork.QUOTE_RANKING,
                                assets -> new QuoteRanking(AssetList.parse(assets))),
                        in.read("VERIFIED_ISSUERS", PublicNetwork.VERIFIED_ISSUERS, VerifiedAssets::parse),
                        in.read("USD_REFERENCE", PublicNetwork.USD_REFERENCE, AssetList::parse)),
                in.duration("BOOK_MAX_AGE", Duration.ofHours(1)),
                ListSettings.read(in),
                StoreAddress.find(in, "ARCHIVE_URL"),
                AccountConfig.read(in),
                SignInConfig.find(in),
                in.read("JOURNAL_TYPES", JournalTypes.USUAL, JournalTypes::parse),
                SubscriptionConfig.read(in)));
    }

    private static InetSocketAddress address(String found) {
        Matcher parts = ADDRESS.matcher(found);
        if (parts.matches()) {
            int port = Integer.parseInt(parts.group(2));
            if (port >= 1 && port <= Settings.LAST_PORT) {
                return new InetSocketAddress(parts.group(1), port);
            }
        }
        throw new IllegalArgumentException("expected an address of this machine with a port, such as 0.0.0.0:8010");
    }

    /** Returns the database that answers are read from. */
    DatabaseAddress reads() {
        return replica.map(ReplicaConfig::address).orElse(database);
    }

    Listeners listeners() {
        return new Listeners(socket(), ports.api(), Optional.of(ports.metrics()));
    }

    /** Returns the socket for nginx, relative to the working folder when that is shorter: its length is limited. */
    private Path socket() {
        Path absolute = run().resolve("api").resolve("graphql-server.sock").toAbsolutePath();
        Path relative = Path.of("").toAbsolutePath().relativize(absolute);
        return relative.toString().length() < absolute.toString().length() ? relative : absolute;
    }

    Path statusFiles() {
        return run().resolve("status");
    }

    Path metricsFiles() {
        return run().resolve("metrics");
    }

    /** Returns the folder for files of the archive; they are gone after a restart. */
    Path archiveFiles() {
        return run().resolve("api").resolve("archive").toAbsolutePath();
    }

    private Path run() {
        return state.resolve("run");
    }
}
