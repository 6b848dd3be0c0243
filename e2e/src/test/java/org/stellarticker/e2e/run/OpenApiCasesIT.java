package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schemathesis makes requests from the OpenAPI document, right and wrong ones, and holds the answers of a demo to it: no error
 * of the server, and no status, media type, header or member that is not documented.
 */
@Tag("long")
@Tag("api")
class OpenApiCasesIT {

    private static final Logger log = LoggerFactory.getLogger(OpenApiCasesIT.class);

    private static final String SCHEMATHESIS = "schemathesis==4.32.5";
    private static final String CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,"
            + "response_headers_conformance,response_schema_conformance";
    private static final int CASES = 5_000;
    private static final int CASES_OF_AN_OPERATION = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static RunningTicker ticker;
    private static Path schemathesis;

    @BeforeAll
    static void start() throws Exception {
        Path environment = folder.resolve("python");
        run("venv", "python3", "-m", "venv", environment.toString());
        Path bin = environment.resolve("bin");
        run(
                "pip",
                bin.resolve("python").toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                SCHEMATHESIS);
        schemathesis = bin.resolve("st");
        ticker = RunningTicker.demo(
                folder.resolve("home"), Map.of("SANDBOX_HISTORY_TRADES", "20000", "CONNECTION_LIMIT", "0"));
    }

    @AfterAll
    static void end() throws IOException {
        if (ticker != null) {
            ticker.close();
        }
    }

    /** Once with any assets, few of which exist; and once with a market that trades. */
    @Test
    void everyAnswerIsDocumented() throws Exception {
        JsonNode any = cases("any", "");
        JsonNode market = tradedMarket();
        JsonNode known = cases(
                "known",
                "[parameters]\nbase = \"%s\"\ncounter = \"%s\"\nasset = \"%s\"\n"
                        .formatted(
                                market.get("base").asText(),
                                market.get("counter").asText(),
                                market.get("counter").asText()));

        int generated = generated(any) + generated(known);
        log.info("{} cases of {} operations", generated, any.at("/operations/tested"));
        assertThat(generated).isGreaterThanOrEqualTo(CASES);
        assertThat(known.at("/warnings/missing_test_data"))
                .as("operations whose answers are all 404")
                .isEmpty();
    }

    /** With a key that may do everything, of which the first ids are others', so that it does not revoke itself at once. */
    @Test
    void everyAnswerToAKeyIsDocumented() throws Exception {
        for (String other : List.of("one", "two", "three")) {
            assertThat(ticker.ticker("account", "create", other).exit()).isZero();
        }
        String scopes = "read,subscribe,crawl:write,crawl:read,admin";
        String key = ticker.ticker("account", "create", "cases", "--scopes", scopes, "--quota", "100000")
                .text()
                .strip()
                .replaceFirst("(?s).*\n", "");
        JsonNode keyed = cases("keyed", "", keyed(key, "--exclude-operation-id"));
        // Those that may end the key, or its quota, come last.
        JsonNode ending = cases("ending", "", keyed(key, "--include-operation-id"));

        log.info(
                "{} cases of {} operations with a key, {} of those that may end it",
                generated(keyed),
                keyed.at("/operations/tested"),
                generated(ending));
        assertThat(generated(keyed)).isGreaterThanOrEqualTo(1_000);
        assertThat(keyed.at("/warnings/missing_auth")).as("they were answered").isEmpty();
    }

    /** Returns the options for a key, which leave out the operations that may end it, or take these alone. */
    private static String[] keyed(String key, String ending) {
        var options = new ArrayList<>(List.of("--header", "Authorization: Bearer " + key));
        for (String operation : List.of("changeAccount", "changeKey", "revokeKey", "revokeAnyKey", "rotateKey")) {
            options.addAll(List.of(ending, operation));
        }
        if (ending.startsWith("--exclude")) {
            options.addAll(List.of(
                    "--include-path-regex",
                    "/api/v1/(accounts|keys|usage|admin|journal|subscriptions|events)",
                    "--exclude-path",
                    "/api/v1/subscriptions/{id}/stream"));
        }
        return options.toArray(String[]::new);
    }

    private static int generated(JsonNode report) {
        return report.at("/test_cases/generated").asInt();
    }

    private static JsonNode tradedMarket() {
        return await("a market trades")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> JSON.readTree(
                                        ticker.get("/api/v1/markets?limit=1").body())
                                .at("/items/0"),
                        found -> !found.isMissingNode());
    }

    /** A live stream never ends; other tests hold it to the document. */
    private static JsonNode cases(String name, String config, String... more) throws Exception {
        Path settings = Files.writeString(folder.resolve(name + ".toml"), config);
        Path report = folder.resolve(name + ".json");
        var command = new ArrayList<>(List.of(
                schemathesis.toString(),
                "--config-file",
                settings.toString(),
                "run",
                ticker.address() + "/api/v1/openapi.json",
                "--exclude-path",
                "/api/v1/stream",
                "--phases",
                "examples,coverage,fuzzing",
                "--checks",
                CHECKS,
                "--max-examples",
                Integer.toString(CASES_OF_AN_OPERATION),
                "--seed",
                "14",
                "--no-shrink",
                "--continue-on-failure",
                "--request-timeout",
                "30",
                "--report",
                "json",
                "--report-json-path",
                report.toString()));
        command.addAll(List.of(more));
        String said = run(name, command.toArray(String[]::new));
        JsonNode found = JSON.readTree(report.toFile());
        assertThat(found.get("complete").asBoolean()).as(said).isTrue();
        assertThat(found.get("failures")).as(said).isEmpty();
        assertThat(found.get("errors")).as(said).isEmpty();
        return found;
    }

    private static String run(String name, String... command) throws Exception {
        Path output = folder.resolve(name + ".txt");
        var builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        var process = builder.start();
        boolean ended = process.waitFor(25, TimeUnit.MINUTES);
        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
