package org.stellarticker.sandbox.horizon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellarticker.sandbox.horizon.RecordedHorizon.Recorded;

/** Compares the sandbox's answers with recorded ones of a real Horizon, over the trades in those answers. */
class RecordedAnswersTest {

    /** The sandbox cannot know these values (hashes, fees, balances), so only their form is compared. */
    private static final Set<String> FORM_ONLY = Set.of(
            "root.json",
            "ledgers_asc_3.json",
            "ledgers_desc_20.json",
            "assets_200_page1.json",
            "assets_200_page2.json",
            "assets_code_USDC.json",
            "assets_code_issuer.json",
            "liquidity_pools_20.json",
            "liquidity_pools_by_reserves.json",
            "liquidity_pool_one.json");

    private static RunningSandbox sandbox;

    @BeforeAll
    static void startOverTheRecordedHistory(@TempDir Path folder) throws Exception {
        sandbox = new RunningSandbox(folder, RecordedHorizon.history(), Duration.ofMillis(300));
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    static Stream<Recorded> exactAnswers() {
        return answers().filter(recorded -> !FORM_ONLY.contains(recorded.file()));
    }

    static Stream<Recorded> answersOfTheSameForm() {
        return answers().filter(recorded -> FORM_ONLY.contains(recorded.file()));
    }

    /** Live streams and aggregations need more than a question; they have tests of their own. */
    private static Stream<Recorded> answers() {
        return RecordedHorizon.list().stream()
                .filter(recorded -> !recorded.file().contains("_live_"))
                .filter(recorded -> !recorded.file().startsWith("trade_aggregations"));
    }

    @ParameterizedTest
    @MethodSource("exactAnswers")
    void theAnswerIsTheRecordedOneByteForByte(Recorded recorded) throws Exception {
        RawHttp.Exchange answer = ask(recorded);

        assertThat(answer.body()).isEqualTo(recorded.body());
        assertThat(answer.status()).isEqualTo(recorded.status());
        assertThat(withoutDate(answer.headers())).isEqualTo(withoutDate(recorded.answerHeaders()));
    }

    @ParameterizedTest
    @MethodSource("answersOfTheSameForm")
    void theAnswerHasTheRecordedMembersAndTypes(Recorded recorded) throws Exception {
        RawHttp.Exchange answer = ask(recorded);

        JsonForm.assertSame(RecordedHorizon.json(recorded.body()), RecordedHorizon.json(answer.body()));
        assertThat(answer.status()).isEqualTo(recorded.status());
        assertThat(answer.headers().keySet()).isEqualTo(recorded.answerHeaders().keySet());
    }

    private static RawHttp.Exchange ask(Recorded recorded) throws Exception {
        return RawHttp.exchange(
                sandbox.port(), recorded.line(), recorded.headers().toArray(String[]::new));
    }

    private static Map<String, String> withoutDate(Map<String, String> headers) {
        Map<String, String> others = new TreeMap<>(headers);
        assertThat(others.remove("Date")).isNotNull();
        return others;
    }

    @ParameterizedTest
    @MethodSource("pagesOfLedgers")
    void ledgersAreNumberedTimedAndLinkedAsRecorded(Recorded recorded) throws Exception {
        var theirs = RecordedHorizon.json(recorded.body());
        var ours = RecordedHorizon.json(ask(recorded).body());

        assertThat(ours.get("_links")).isEqualTo(theirs.get("_links"));
        for (String member : List.of("sequence", "closed_at", "paging_token", "_links")) {
            assertThat(ours.at("/_embedded/records").findValues(member))
                    .isEqualTo(theirs.at("/_embedded/records").findValues(member));
        }
    }

    static Stream<Recorded> pagesOfLedgers() {
        return answersOfTheSameForm().filter(recorded -> recorded.file().startsWith("ledgers_"));
    }
}
