package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that were made for others read a demo unchanged: python-binance, and a chart of TradingView. */
@Tag("long")
@Tag("clients")
class ClientsIT {

    private static final String PYTHON_BINANCE = "python-binance==1.0.37";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    @TempDir
    static Path folder;

    private static RunningTicker ticker;
    private static UdfChart chart;

    /** The name and the ticker of a market of two verified assets. */
    private static JsonNode symbol = JSON.missingNode();

    /** What opened before it is history. */
    private static Instant end;

    @BeforeAll
    static void start() throws Exception {
        ticker = RunningTicker.demo(folder, Map.of("SANDBOX_HISTORY_TRADES", "20000"));
        chart = new UdfChart(ticker);
        await("a market of two verified assets, with all of its past")
                .atMost(Duration.ofMinutes(2))
                .until(() -> {
                    boolean complete = JSON.readTree(ticker.get("/healthz").body())
                                    .get("complete_percent")
                                    .asDouble()
                            == 100;
                    findSymbol().ifPresent(found -> symbol = found);
                    return complete && !symbol.isMissingNode() && noMarks();
                });
        end = Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.HOURS);
    }

    private static Optional<JsonNode> findSymbol() throws Exception {
        for (JsonNode found : chart.get("/search?query=XLM&limit=100&type=&exchange=")) {
            if (found.get("symbol").asText().indexOf(':') < 0) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static boolean noMarks() throws IOException {
        try (var database = ticker.database()) {
            return database.<Boolean>snapshot(
                    tx -> tx.get("select count(*) < 50 from change_mark", row -> row.getBoolean(1)));
        }
    }

    @AfterAll
    static void end() throws IOException {
        ticker.close();
    }

    /** The candles with prices that opened before {@link #end}, by their opens in seconds, as REST gives them. */
    private static Map<Long, JsonNode> candles(String interval) throws Exception {
        String[] pair = symbol.get("ticker").asText().split("/", -1);
        String path = "/api/v1/candles?base=" + pair[0] + "&counter=" + pair[1] + "&interval=" + interval
                + "&limit=1000&from=0&to=" + end;
        var candles = new TreeMap<Long, JsonNode>();
        String cursor = "";
        do {
            JsonNode page = JSON.readTree(ticker.get(path + cursor).body());
            for (JsonNode candle : page.get("items")) {
                if (!candle.get("open").isNull()) {
                    candles.put(Instant.parse(candle.get("open_time").asText()).getEpochSecond(), candle);
                }
            }
            cursor = page.get("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("next_cursor").asText();
        } while (!cursor.isEmpty());
        return candles;
    }

    @Test
    void aChartReadsAllBarsOnceHoweverItAsks() throws Exception {
        JsonNode config = chart.get("/config");
        assertThat(config.get("supports_time").asBoolean()).isTrue();
        String name = symbol.get("symbol").asText();
        String found = chart.get("/symbols?symbol=" + UdfChart.encoded(name))
                .get("ticker")
                .asText();
        assertThat(found).isEqualTo(symbol.get("ticker").asText());

        Map<Long, UdfChart.Bar> minutes = bars(candles("1m"));
        assertThat(minutes).hasSizeGreaterThan(1000);
        assertThat(chart.barsByCount(found, "1", MINUTE, end.getEpochSecond(), 300))
                .isEqualTo(minutes);
        assertThat(chart.barsByRange(found, "1", 6 * HOUR, end.getEpochSecond()))
                .isEqualTo(minutes);
        Map<Long, UdfChart.Bar> hours = bars(candles("1h"));
        assertThat(chart.barsByCount(found, "60", HOUR, end.getEpochSecond(), 2))
                .isEqualTo(hours);
        assertThat(chart.barsByRange(found, "60", 24 * HOUR, end.getEpochSecond()))
                .isEqualTo(hours);
    }

    private static Map<Long, UdfChart.Bar> bars(Map<Long, JsonNode> candles) {
        var bars = new TreeMap<Long, UdfChart.Bar>();
        candles.forEach((open, candle) -> bars.put(
                open,
                new UdfChart.Bar(
                        candle.get("open").asDouble(),
                        candle.get("high").asDouble(),
                        candle.get("low").asDouble(),
                        candle.get("close").asDouble(),
                        candle.get("base_volume").asDouble())));
        return bars;
    }

    @Test
    void pythonBinanceReadsWhatRestGives() throws Exception {
        JsonNode read = python();

        assertThat(read.get("status").asText()).isEqualTo("TRADING");
        assertThat(Instant.ofEpochMilli(read.get("server_time").asLong()))
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(5));
        assertKlines(read.get("minutes"), candles("1m"));
        assertKlines(read.get("hours"), candles("1h"));
        assertThat(read.at("/day/count").asLong()).isPositive();
        assertThat(read.get("days").asInt()).isGreaterThan(1);
        assertThat(read.get("price").asDouble()).isPositive();
        assertThat(read.get("average").asDouble()).isPositive();
        assertThat(read.at("/best/askPrice").asDouble())
                .isGreaterThan(read.at("/best/bidPrice").asDouble());
        assertThat(read.get("trades")).isNotEmpty();
        assertThat(read.get("aggregated")).isNotEmpty();
        assertThat(read.at("/depth/bids")).isNotEmpty();
        assertThat(read.get("unknown_symbol").asInt()).isEqualTo(-1121);
        assertThat(read.get("unknown_interval").asInt()).isEqualTo(-1120);
        assertThat(read.get("too_many").asInt()).isEqualTo(-1130);
    }

    @Test
    void nginxRefusesInTheFormOfTheAddress() throws Exception {
        RawClient raw = ticker.rawClient("127.0.0.1");

        for (String request : List.of("GET %s/%%zz HTTP/1.1", "TRACE %s/time HTTP/1.1")) {
            JsonNode binance = refusal(raw, request.formatted("/binance/api/v3"));
            assertThat(binance.get("code").asInt()).isEqualTo(-1000);
            assertThat(binance.get("msg").asText()).startsWith("expected");
            JsonNode udf = refusal(raw, request.formatted("/udf"));
            assertThat(udf.get("s").asText()).isEqualTo("error");
            assertThat(udf.get("errmsg").asText()).startsWith("expected");
        }
        String preflight = raw.send("OPTIONS /udf/time HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
                .head();
        assertThat(preflight).startsWith("HTTP/1.1 204").contains("Access-Control-Allow-Methods: GET, HEAD, OPTIONS");
    }

    private static JsonNode refusal(RawClient raw, String request) throws Exception {
        return JSON.readTree(raw.send(request + "\r\nHost: test\r\nConnection: close\r\n\r\n")
                .body());
    }

    private static void assertKlines(JsonNode klines, Map<Long, JsonNode> candles) {
        var opens = new ArrayList<Long>();
        for (JsonNode kline : klines) {
            long open = kline.get(0).asLong() / 1000;
            opens.add(open);
            JsonNode candle = Objects.requireNonNull(candles.get(open));
            List<String> members = List.of("open", "high", "low", "close", "base_volume");
            for (int i = 0; i < members.size(); i++) {
                assertThat(kline.get(i + 1).asText())
                        .isEqualTo(candle.get(members.get(i)).asText());
            }
            assertThat(kline.get(7).asText())
                    .isEqualTo(candle.get("counter_volume").asText());
            assertThat(kline.get(8).asLong())
                    .isEqualTo(candle.get("trade_count").asLong());
        }
        assertThat(opens).containsExactlyElementsOf(candles.keySet());
    }

    /** Runs the script with a python-binance of its own. */
    private static JsonNode python() throws Exception {
        Path environment = folder.resolve("python");
        run("python3", "-m", "venv", environment.toString());
        String python = environment.resolve("bin/python").toString();
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PYTHON_BINANCE);
        Path script = Path.of(Objects.requireNonNull(ClientsIT.class.getResource("binance_client.py"))
                .toURI());
        String name = symbol.get("symbol").asText().replace("/", "");
        // The end is inclusive there.
        long last = end.toEpochMilli() - 1;
        return JSON.readTree(run(python, script.toString(), ticker.address(), name, Long.toString(last)));
    }

    private static String run(String... command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        var process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES))
                .as(String.join(" ", command))
                .isTrue();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
