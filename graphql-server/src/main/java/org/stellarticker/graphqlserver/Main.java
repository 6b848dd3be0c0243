package org.stellarticker.graphqlserver;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.stellarticker.archive.Archive;
import org.stellarticker.archive.ArchiveTable;
import org.stellarticker.archive.query.ArchiveQueries;
import org.stellarticker.archive.query.DayVersion;
import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.db.subscription.DeliveryStore;
import org.stellarticker.graphqlserver.account.AccountDatabase;
import org.stellarticker.graphqlserver.account.Callers;
import org.stellarticker.graphqlserver.account.KeyAdmission;
import org.stellarticker.graphqlserver.account.Quotas;
import org.stellarticker.graphqlserver.account.command.AccountCommand;
import org.stellarticker.graphqlserver.binance.BinanceRoutes;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.docs.OpenApiDocument;
import org.stellarticker.graphqlserver.graphql.GraphqlRoutes;
import org.stellarticker.graphqlserver.graphql.QueryEngine;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.health.MetricsFiles;
import org.stellarticker.graphqlserver.health.ReplicaAge;
import org.stellarticker.graphqlserver.listing.ListingRoutes;
import org.stellarticker.graphqlserver.lists.Lists;
import org.stellarticker.graphqlserver.rest.LiquidityRoutes;
import org.stellarticker.graphqlserver.rest.RestRoutes;
import org.stellarticker.graphqlserver.rest.account.AccountFaces;
import org.stellarticker.graphqlserver.rest.journal.JournalRoutes;
import org.stellarticker.graphqlserver.rest.market.OverviewRoutes;
import org.stellarticker.graphqlserver.rest.subscription.DeliveryFeed;
import org.stellarticker.graphqlserver.rest.subscription.SubscriptionFaces;
import org.stellarticker.graphqlserver.stream.ChangeSignals;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.graphqlserver.udf.UdfRoutes;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.Routes;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.listing.QuotedMarkets;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.snapshot.ArchiveReader;
import org.stellarticker.marketdata.snapshot.SnapshotCache;
import org.stellarticker.objectstore.ObjectStore;

/**
 * Answers GraphQL, REST and the sites that list markets, and reports the health and the metrics of all programs. It keeps running while the database
 * is down, so that it can report that.
 */
public final class Main {

    /** How often the age of a read replica is measured. */
    private static final Duration REPLICA_LOOK = Duration.ofSeconds(2);

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            // What an operator asks for: ./ticker account ...
            AccountCommand.run(List.of(args));
        }
        Daemon.run("graphql-server", GraphqlServerConfig::read, (config, daemon) -> {
            var clock = daemon.clock();
            var database = daemon.open(Database.openReadPool(config.reads(), "graphql-server"));
            var checks = daemon.open(Database.openCheckPool(config.reads(), "graphql-server checks"));
            var live = new LiveDatabase(database, checks, daemon.progress("database"));
            daemon.follow("database", live);
            // The program's own rows go to the primary.
            var primary = config.replica()
                    .map(_ -> daemon.open(Database.openCheckPool(config.database(), "graphql-server reports")))
                    .orElse(checks);
            var reports = new ProgramStatusStore();
            daemon.reportTo(report -> {
                if (live.isKnown()) {
                    primary.commit(tx -> reports.save(tx, report));
                }
            });

            var health = new Health(
                    live,
                    config.statusFiles(),
                    clock,
                    daemon.build(),
                    complaints(config, live, daemon),
                    config.replica().map(read -> read.maxLag()).orElse(Duration.ZERO));
            var snapshots = new SnapshotCache(live::snapshot, clock, archive(config, daemon));
            var lists = new Lists(config.lists(), daemon.progress("lists"));
            daemon.every(config.lists().interval(), "lists", lists);
            var engine = new QueryEngine(snapshots, health, config.references(), lists, config.bookMaxAge());
            var metrics = new MetricsFiles(config.metricsFiles(), clock);
            var streams = new StreamHub(
                    live, daemon.open(new ChangeSignals(database)), daemon.progress("streams"), StreamHub.POSITIONS);
            daemon.follow("streams", streams);
            var rest = new RestRoutes(health, snapshots, streams, live.limits());
            var overview = new OverviewRoutes(snapshots, config.references(), lists, live.limits());
            var accounts = new AccountDatabase(
                    daemon.open(Database.openCheckPool(config.database(), "graphql-server accounts")), live);
            var callers = new Callers(accounts, clock);
            var quotas = daemon.open(new Quotas(accounts));
            daemon.every(Quotas.INTERVAL, "quotas", quotas);
            var faces = new ArrayList<>(faces(config, live, snapshots, clock, lists, rest, overview));
            faces.addAll(new AccountFaces(accounts, callers, config.accounts(), config.signIn(), clock).all());
            faces.add(new JournalRoutes(accounts, callers, config.journal(), clock)::addTo);
            var messages = new DeliveryFeed(live, daemon.open(new ChangeSignals(database, DeliveryStore.CHANNEL)));
            if (config.subscriptions().on()) {
                daemon.follow("messages", messages.reportingTo(daemon.progress("messages")));
            }
            faces.addAll(new SubscriptionFaces(config.subscriptions(), accounts, callers, messages, clock).all());
            var addresses = new Addresses(
                    new GraphqlRoutes(engine, streams),
                    faces,
                    new KeyAdmission(callers, quotas),
                    health,
                    metrics,
                    config.metricsPublic());
            daemon.open(ApiServer.start(config.listeners(), addresses.open(), addresses.own(), daemon.metrics()));
        });
    }

    /** Returns what reads archived days; empty where there is no archive. */
    private static Optional<ArchiveReader> archive(GraphqlServerConfig config, Daemon daemon) {
        return config.archive().map(address -> {
            var archive = new Archive(daemon.open(ObjectStore.open(address)));
            var queries = new ArchiveQueries(archive, config.archiveFiles(), daemon.clock());
            return (table, parts, most, sql) -> queries.rows(
                    ArchiveTable.of(table), parts.stream().map(Main::versions).toList(), most, sql);
        });
    }

    /** Watches the read replica, where there is one; returns what is wrong with it and with the database's disk. */
    private static Supplier<Optional<String>> complaints(GraphqlServerConfig config, LiveDatabase live, Daemon daemon) {
        Optional<ReplicaAge> replica = config.replica().map(read -> {
            var age = new ReplicaAge(live, read.maxLag(), daemon.clock(), daemon.progress("replica"));
            daemon.every(REPLICA_LOOK, "replica", age);
            return age;
        });
        return () -> replica.flatMap(ReplicaAge::complaint).or(daemon.disk()::complaint);
    }

    private static List<DayVersion> versions(List<ArchivedDay> days) {
        return days.stream()
                .map(day -> new DayVersion(day.day(), day.version(), day.archivedAt()))
                .toList();
    }

    /** Returns what adds the routes of each form of answers but GraphQL. */
    static List<Consumer<Routes>> faces(
            GraphqlServerConfig config,
            LiveDatabase database,
            SnapshotCache snapshots,
            Clock clock,
            Supplier<AssetDirectory> lists,
            RestRoutes rest,
            OverviewRoutes overview) {
        ReferenceAssets references = config.references();
        var markets = new QuotedMarkets(database::snapshot, clock, references, config.bookMaxAge());
        return List.of(
                rest::addTo,
                overview::addTo,
                new OpenApiDocument()::addTo,
                new LiquidityRoutes(database, snapshots, clock, references.quotes(), config.bookMaxAge(), lists)::addTo,
                new BinanceRoutes(database, clock, markets, references, config.bookMaxAge())::addTo,
                new UdfRoutes(database, clock, markets, references.verified())::addTo,
                new ListingRoutes(database, clock, references, config.bookMaxAge())::addTo);
    }
}
