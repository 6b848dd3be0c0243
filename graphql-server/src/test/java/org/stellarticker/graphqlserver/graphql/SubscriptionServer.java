package org.stellarticker.graphqlserver.graphql;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.Trade;
import org.stellarticker.daemon.Stop;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.event.EventKind;
import org.stellarticker.db.event.EventLog;
import org.stellarticker.db.trade.TradeSource;
import org.stellarticker.db.trade.TradeStore;
import org.stellarticker.graphqlserver.ChartData;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.stream.StreamHub;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestListeners;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** A server that answers subscriptions over an empty database, which tests fill. */
final class SubscriptionServer {

    private final TestDatabase db;
    private final Path socket;
    private final Stop stop = new Stop();
    private final TradeStore trades;
    private final StreamHub hub;
    private final Thread following;
    private final ApiServer server;

    SubscriptionServer(TestDatabase db, Path folder, OperationLimits limits) throws Exception {
        this.db = db;
        this.socket = folder.resolve("api.sock");
        db.clear();
        trades = new TradeStore(db.database());
        var clock = Clock.systemUTC();
        var live = new LiveDatabase(db.database(), clock);
        hub = TestStreams.hub(live, db.database());
        following = TestStreams.follow(hub, stop);
        var engine = new QueryEngine(
                new SnapshotCache(live::snapshot, clock),
                new Health(live, folder, clock, "7", Optional::empty),
                ChartData.REFERENCES,
                () -> AssetDirectory.EMPTY,
                Duration.ofHours(1));
        var routes = new Routes("there is nothing else");
        new GraphqlRoutes(engine, hub, limits).addTo(routes);
        // The port of the metrics has the same routes, because the JDK's WebSocket needs a port.
        server = ApiServer.start(TestListeners.of(socket, 0), routes, routes, new SimpleMeterRegistry());
    }

    Path socket() {
        return socket;
    }

    int port() {
        return server.metricsPort();
    }

    int subscribers() {
        return hub.subscribers();
    }

    void store(EventKind kind, Trade... batch) {
        var events = new EventLog();
        db.database()
                .commit(tx -> trades.insert(tx, List.of(batch), TradeSource.STREAM)
                        .events(kind)
                        .forEach(event -> events.append(tx, event)));
    }

    void close() throws Exception {
        stop.request();
        following.interrupt();
        following.join();
        server.close();
    }
}
