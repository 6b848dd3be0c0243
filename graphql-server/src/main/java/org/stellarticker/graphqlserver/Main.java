package org.stellarticker.graphqlserver;

import org.stellarticker.daemon.Daemon;
import org.stellarticker.db.Database;
import org.stellarticker.db.status.ProgramStatusStore;
import org.stellarticker.graphqlserver.fetch.LiveDatabase;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.health.MetricsFiles;
import org.stellarticker.graphqlserver.http.Addresses;
import org.stellarticker.graphqlserver.http.ApiServer;
import org.stellarticker.graphqlserver.query.QueryEngine;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/**
 * Answers GraphQL, and tells how all programs are. It lives on while the database is away, as somebody has to tell that
 * it is.
 */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Daemon.run("graphql-server", GraphqlServerConfig::read, (config, daemon) -> {
            var clock = daemon.clock();
            var database = daemon.open(Database.openReadPool(config.database(), "graphql-server"));
            var live = new LiveDatabase(database, daemon.progress("database"));
            daemon.follow("database", live);
            var reports = new ProgramStatusStore();
            daemon.reportTo(report -> database.commit(tx -> reports.save(tx, report)));

            var engine = daemon.open(new QueryEngine(new SnapshotCache(live::snapshot, clock)));
            var health = new Health(live, config.statusFiles(), clock, daemon.build());
            var metrics = new MetricsFiles(config.metricsFiles(), clock);
            var addresses = new Addresses(engine, health, metrics, config.metricsPublic(), daemon.metrics());
            daemon.open(ApiServer.start(config.socket(), config.metricsPort(), addresses));
        });
    }
}
