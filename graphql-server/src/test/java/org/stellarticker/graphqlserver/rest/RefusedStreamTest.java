package org.stellarticker.graphqlserver.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.db.Database;
import org.stellarticker.db.DatabaseAddress;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.graphqlserver.stream.TestStreams;
import org.stellarticker.http.ApiServer;
import org.stellarticker.http.Http;
import org.stellarticker.http.Routes;
import org.stellarticker.http.TestListeners;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** The database is away. */
class RefusedStreamTest {

    private static final Map<String, String> EVENT_SOURCE = Map.of("Accept", "text/event-stream");

    @TempDir
    static Path folder;

    private static Database nowhere;
    private static ApiServer server;

    @BeforeAll
    static void start() throws Exception {
        nowhere = Database.openReadPool(DatabaseAddress.parse("jdbc:postgresql://127.0.0.1:1/nowhere"), "test");
        var clock = Clock.systemUTC();
        var live = new LiveDatabase(nowhere, clock);
        var routes = new Routes("there is nothing else");
        var health = new Health(live, folder, clock, "7", Optional::empty);
        new RestRoutes(health, new SnapshotCache(live::snapshot, clock), TestStreams.hub(live, nowhere), live.limits())
                .addTo(routes);
        server = ApiServer.start(
                TestListeners.of(folder.resolve("api.sock"), 0), routes, new Routes(""), new SimpleMeterRegistry());
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
        nowhere.close();
    }

    /** It would give up for ever at 503. */
    @Test
    void anEventSourceIsGivenAStreamThatEnds() throws Exception {
        var reply = get("topics=trades", EVENT_SOURCE);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("Content-Type", "text/event-stream")
                .containsEntry("Cache-Control", "no-store");
        assertThat(reply.body())
                .isEqualTo("retry: 2000\n: the database does not answer; try again in some seconds\n\n");
    }

    @Test
    void othersAreGivenAProblem() throws Exception {
        var reply = get("topics=trades", Map.of());

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers()).containsEntry("Content-Type", "application/problem+json");
    }

    @Test
    void whatDoesNotPassIsAProblemForAnEventSourceToo() throws Exception {
        var reply = get("topics=weather", EVENT_SOURCE);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.headers()).containsEntry("Content-Type", "application/problem+json");
    }

    private static Http.Response get(String query, Map<String, String> headers) throws Exception {
        return Http.at(folder.resolve("api.sock")).send("GET", "/api/v1/stream?" + query, headers, new byte[0]);
    }
}
