package org.stellarticker.bench.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.stellarticker.bench.Deadline;
import org.stellarticker.bench.NginxServer;
import org.stellarticker.bench.Result;
import org.stellarticker.bench.RunningProgram;
import org.stellarticker.bench.ScratchPostgres;
import org.stellarticker.bench.Workbench;
import org.stellarticker.bench.market.MarketHistory;
import org.stellarticker.core.market.TradePair;

/**
 * The product's API over a generated history: PostgreSQL, the aggregator, which moves all windows each second, graphql-server
 * and nginx, each as the product runs it.
 *
 * @param folder for files of the benchmark
 */
record ServedApi(
        Path folder, MarketHistory history, NginxServer nginx, List<RunningProgram> programs, HttpClient client) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int OK = 200;

    /** Measures something of it. */
    @FunctionalInterface
    interface Measurement {
        Result measure(ServedApi api) throws Exception;
    }

    /** Runs it for a measurement. */
    static Result measure(Workbench workbench, Measurement measurement) throws Exception {
        Path folder = workbench.folder();
        try (var postgres = ScratchPostgres.start(folder)) {
            var history = MarketHistory.load(postgres.ready(), workbench.scale(), folder);
            try (var aggregator = RunningProgram.start("aggregator", folder, Map.of());
                    var server = RunningProgram.start(
                            "graphql-server", folder, Map.of("METRICS_PORT", "" + NginxServer.freePort()));
                    var nginx = NginxServer.serve(folder);
                    var client = HttpClient.newHttpClient()) {
                var api = new ServedApi(folder, history, nginx, List.of(aggregator, server, nginx.program()), client);
                Deadline.in(TIMEOUT, "graphql-server answers").await(api::answers);
                Result result = measurement.measure(api);
                api.check();
                return result;
            }
        }
    }

    private boolean answers() throws IOException, InterruptedException {
        check();
        try {
            return send(HttpRequest.newBuilder(address(marketPath(busiest()))).build())
                            .statusCode()
                    == OK;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    void check() throws IOException {
        for (RunningProgram program : programs) {
            program.check();
        }
    }

    /** Returns the market with the most trades. */
    TradePair busiest() {
        return history.pairs().getFirst();
    }

    static String marketPath(TradePair pair) {
        return "/api/v1/markets/" + pair.base().sep11() + "/" + pair.counter().sep11();
    }

    URI address(String path) {
        return nginx.address(path);
    }

    /** Returns the JSON at a path; any other answer is a fault. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(address(path)).build()));
    }

    /** Returns the data of a GraphQL answer; one with errors is a fault. */
    JsonNode query(String body) throws IOException, InterruptedException {
        JsonNode answer = json(post(body));
        if (answer.has("errors") || !answer.path("data").isObject()) {
            throw new IllegalStateException("expected data, found " + answer.path("errors"));
        }
        return answer.get("data");
    }

    /** Sends a GraphQL query. */
    HttpResponse<byte[]> post(String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address("/graphql"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        JsonNode json = JSON.readTree(answer.body());
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(answer.uri() + ": status " + answer.statusCode() + " " + json);
        }
        return json;
    }
}
