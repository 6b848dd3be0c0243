package org.stellarticker.graphqlserver.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.stellarticker.db.Database;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.trade.Trades;
import org.stellarticker.graphqlserver.ChartData;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DirectoryEntry;
import org.stellarticker.marketdata.directory.DomainList;
import org.stellarticker.marketdata.snapshot.ArchiveReader;
import org.stellarticker.marketdata.snapshot.SnapshotCache;
import org.stellarticker.marketdata.snapshot.SnapshotReader;

/** The answers of GraphQL to a test, with the number of SQL statements that each took. */
public final class GraphqlAnswers {

    /** The issuer of EURT is malicious, and ohio.example is blocked. */
    private static final AssetDirectory DIRECTORY = new AssetDirectory(
            Map.of(Trades.EUR.issuer(), new DirectoryEntry("Euro thieves", "", List.of("malicious"))),
            new DomainList(List.of("*.ohio.example")));

    private final QueryEngine engine;
    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicInteger directoryReads = new AtomicInteger();

    public GraphqlAnswers(TestDatabase db, Clock clock) {
        this(db, clock, Optional.empty());
    }

    /** @param archive of what the database has dropped; empty where there is none */
    public GraphqlAnswers(TestDatabase db, Clock clock, Optional<ArchiveReader> archive) {
        var live = new LiveDatabase(db.database(), clock);
        var health = new Health(live, Path.of("nowhere"), clock, "7", Optional::empty);
        engine = new QueryEngine(
                new SnapshotCache(counted(live), clock, archive),
                health,
                ChartData.REFERENCES,
                this::readDirectory,
                Duration.ofHours(1));
    }

    private AssetDirectory readDirectory() {
        directoryReads.incrementAndGet();
        return DIRECTORY;
    }

    private SnapshotReader counted(LiveDatabase live) {
        return new SnapshotReader() {
            @Override
            public <T> T read(Database.Work<T> work) {
                return live.snapshot(tx -> {
                    T result = work.run(tx);
                    statements.addAndGet(tx.statements());
                    return result;
                });
            }
        };
    }

    /** Returns the data of a query that has to be answered without an error. */
    public JsonNode data(String query) throws IOException {
        JsonNode answer = answer(query, Map.of());
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.get("data");
    }

    /** Returns the first error of a query. */
    public JsonNode error(String query) throws IOException {
        return error(query, Map.of());
    }

    public JsonNode error(String query, Map<String, Object> variables) throws IOException {
        JsonNode answer = answer(query, variables);
        assertThat(answer.has("errors")).as(answer.toString()).isTrue();
        return answer.at("/errors/0");
    }

    public JsonNode answer(String query, Map<String, Object> variables) throws IOException {
        statements.set(0);
        directoryReads.set(0);
        var json = engine.answer(new QueryRequest(query, Map.copyOf(variables), Optional.empty()))
                .json();
        return new ObjectMapper().readTree(UTF_8.decode(json).toString());
    }

    /** Returns how many statements the last query took; those of {@code status} are not among them. */
    public int statements() {
        return statements.get();
    }

    /** Returns how often the last query read the directory; a list may replace it at any time. */
    public int directoryReads() {
        return directoryReads.get();
    }

    /** Returns the texts of some members, with a space between them. */
    public static String texts(JsonNode json, String... members) {
        return String.join(
                " ",
                Arrays.stream(members).map(member -> json.get(member).asText()).toList());
    }
}
