package org.stellarticker.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stellarticker.client.MarketPair;
import org.stellarticker.client.TickerClient;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.trade.TradeStore;

/** The client libraries, by the examples of their READMEs, on a demo whose API is killed while they follow its trades. */
@Tag("long")
@Tag("clients")
class ClientLibrariesIT {

    private static final String FOLLOW = "Follow trades";
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private static RunningTicker ticker;
    private static MarketPair market = new MarketPair("", "");

    /** By language: the tool, and why there is none. */
    private static final Map<String, String[]> PREPARED = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        PREPARED.put("java", new String[] {"java", "", ""});
        var preparation = new ProcessBuilder(ReadmeExamples.preparation())
                .directory(ReadmeExamples.runner().toFile());
        for (String line : run(preparation)) {
            String[] parts = line.split("\t", -1);
            PREPARED.put(parts[0], parts);
        }
        ticker = RunningTicker.demo(
                Files.createDirectory(folder.resolve("ticker")), Map.of("SANDBOX_TRADES_PER_SECOND", "20"));
        try (var client = TickerClient.of(ticker.address())) {
            await("a market by its codes").atMost(SOON).ignoreExceptions().until(() -> {
                market = client.findMarket("XLM/USDC");
                return client.market(market.base(), market.counter()).close() != null;
            });
        }
    }

    @AfterAll
    static void end() throws IOException {
        if (ticker != null) {
            ticker.close();
        }
    }

    private static ReadmeExamples examples(String language) throws IOException {
        String[] prepared = Objects.requireNonNull(PREPARED.get(language));
        return new ReadmeExamples(language, Files.createTempDirectory(folder, language), prepared[1]);
    }

    private static String whyNot(String language) {
        return Objects.requireNonNull(PREPARED.get(language))[2];
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "typescript", "java"})
    void theExamplesOfTheReadmeRun(String language) throws Exception {
        assumeTrue(whyNot(language).isEmpty(), whyNot(language));
        Map<String, ProcessBuilder> commands = examples(language).commands(ticker.address());

        assertThat(commands).containsKeys("Latest price", FOLLOW, "VWAP over a window", "Errors");
        for (var example : commands.entrySet()) {
            if (!example.getKey().equals(FOLLOW)) {
                assertThat(run(example.getValue())).as(example.getKey()).isNotEmpty();
            }
        }
    }

    @Test
    void noTradeIsMissedOrDoubledWhileTheApiIsKilled() throws Exception {
        var followers = new ArrayList<Follower>();
        try {
            for (String language : PREPARED.keySet()) {
                if (whyNot(language).isEmpty()) {
                    followers.add(Follower.start(language));
                }
            }
            awaitMore(followers, 2);
            for (int i = 0; i < 2; i++) {
                ticker.process("graphql-server").orElseThrow().destroyForcibly();
                awaitMore(followers, 2);
            }
        } finally {
            followers.forEach(Follower::end);
        }

        List<String> stored = stored();
        for (Follower follower : followers) {
            List<String> followed = follower.tokens();
            int first = stored.indexOf(followed.getFirst());
            int last = stored.indexOf(followed.getLast());
            assertThat(followed).as(follower.language).isEqualTo(stored.subList(first, last + 1));
        }
        assumeTrue(
                followers.size() == PREPARED.size(),
                PREPARED.values().stream().map(one -> one[2]).toList()::toString);
    }

    /** Waits until each follower has met more trades than now. */
    private static void awaitMore(List<Follower> followers, int count) throws IOException {
        var before = new LinkedHashMap<Follower, Integer>();
        for (Follower follower : followers) {
            before.put(follower, follower.tokens().size());
        }
        await("each has followed " + count + " trades more").atMost(SOON).until(() -> {
            for (Follower follower : followers) {
                follower.check();
                if (follower.tokens().size() < Objects.requireNonNull(before.get(follower)) + count) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Returns the paging tokens of the market's trades, in their order. */
    private static List<String> stored() throws IOException {
        var pair = TradePair.normalised(asset(market.base()), asset(market.counter()));
        try (var database = ticker.database()) {
            List<Trade> trades = database.snapshot(tx -> new TradeStore(database)
                    .list(tx, Instant.EPOCH, Instant.now().plusSeconds(3_600)));
            return trades.stream()
                    .filter(trade -> trade.pair().equals(pair))
                    .map(Trade::id)
                    .sorted()
                    .map(TradeId::token)
                    .map(Object::toString)
                    .toList();
        }
    }

    private static Asset asset(String text) {
        return Asset.parse(text);
    }

    /** Returns the lines that a program printed, which ended well. */
    private static List<String> run(ProcessBuilder builder) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().toList();
    }

    /** An example that follows trades, a line for each. */
    private record Follower(String language, Process process, Path output) {

        static Follower start(String language) throws IOException {
            ProcessBuilder builder = Objects.requireNonNull(
                    examples(language).commands(ticker.address()).get(FOLLOW));
            Path output = Files.createTempFile(folder, "followed", ".txt");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Follower(language, process, output);
        }

        void check() throws IOException {
            assertThat(process.isAlive())
                    .as(language + ": " + Files.readString(output))
                    .isTrue();
        }

        /** Returns the first word of each whole line. */
        List<String> tokens() throws IOException {
            String text = Files.readString(output);
            return Stream.of(text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1))
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split(" ", -1)[0])
                    .toList();
        }

        void end() {
            process.destroyForcibly();
        }
    }
}
