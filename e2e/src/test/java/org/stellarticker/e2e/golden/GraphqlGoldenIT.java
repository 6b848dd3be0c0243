package org.stellarticker.e2e.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.e2e.golden.Values.assertValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stellarticker.core.market.QuoteRanking;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.graphqlserver.database.LiveDatabase;
import org.stellarticker.graphqlserver.graphql.Answer;
import org.stellarticker.graphqlserver.graphql.QueryEngine;
import org.stellarticker.graphqlserver.graphql.QueryRequest;
import org.stellarticker.graphqlserver.health.Health;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.reference.AssetList;
import org.stellarticker.marketdata.reference.PublicNetwork;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.reference.VerifiedAssets;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/**
 * Checks the golden set through GraphQL: every value of every row, of stored windows and of windows computed for the
 * query.
 */
class GraphqlGoldenIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String FIELDS = """
        tradePair baseVolume counterVolume tradeCount open low high change close
        intervalStart firstLedgerCloseTime lastLedgerCloseTime
        orderbookStats { bidCount bidVolume bidMax askCount askVolume askMin spread spreadMidPoint }
        """;
    private static final String ASSETS = "baseAssetCode baseAssetIssuer counterAssetCode counterAssetIssuer ";

    @BeforeAll
    static void allTradesAreStored() {
        var path = new DataPath(database);
        path.list(Golden.labels());
        path.save(Golden.books());
        path.store(Golden.trades(), new Random(3), Golden.INSTANT);
        path.aggregate(Golden.INSTANT);
    }

    @ParameterizedTest
    @CsvSource({"markets, 1", "markets, 24", "markets, 168", "ticker, 1", "ticker, 24", "ticker, 168"})
    void everyRowHasEveryValueAsExpected(String field, int hours) throws IOException {
        JsonNode found = rows(field, hours, Golden.INSTANT);

        assertRows(found, Golden.read("graphql_" + field + "_" + hours + "h"), 0);
    }

    /** Some seconds later no stored snapshot is recent enough, so the windows are computed for the query. */
    @ParameterizedTest
    @CsvSource({"markets, 24", "markets, 168", "ticker, 24", "ticker, 168"})
    void windowsComputedForTheQueryEqualThoseThatAreStored(String field, int hours) throws IOException {
        // No trade of the set leaves a window in this time.
        Instant later = Golden.INSTANT.plus(Duration.ofSeconds(6));

        assertRows(rows(field, hours, later), Golden.read("graphql_" + field + "_" + hours + "h"), 6);
    }

    @Test
    void aPairIsFoundInEitherOrder() throws IOException {
        JsonNode one = query("{ticker(pairName: \"USDC_USDC089\", numHoursAgo: 168) {" + FIELDS + "}}", Golden.INSTANT);
        JsonNode other =
                query("{ticker(pairName: \"USDC089_USDC\", numHoursAgo: 168) {" + FIELDS + "}}", Golden.INSTANT);

        assertThat(one.at("/data/ticker")).isNotEmpty();
        assertThat(other).isEqualTo(one);
    }

    private static JsonNode rows(String field, int hours, Instant now) throws IOException {
        String members = field.equals("markets") ? ASSETS + FIELDS : FIELDS;
        JsonNode answer = query("{rows: %s(numHoursAgo: %d) {%s}}".formatted(field, hours, members), now);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.at("/data/rows");
    }

    private static final ReferenceAssets REFERENCES = new ReferenceAssets(
            new QuoteRanking(List.of()),
            VerifiedAssets.parse(PublicNetwork.VERIFIED_ISSUERS),
            AssetList.parse(PublicNetwork.USD_REFERENCE));

    private static JsonNode query(String query, Instant now) throws IOException {
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        var live = new LiveDatabase(database.database(), clock);
        var health = new Health(live, Path.of("nowhere"), clock, "golden", Optional::empty);
        var engine = new QueryEngine(
                new SnapshotCache(live::snapshot, clock),
                health,
                REFERENCES,
                () -> AssetDirectory.EMPTY,
                Duration.ofHours(1));
        Answer answer = engine.answer(new QueryRequest(query, Map.of(), Optional.empty()));
        assertThat(answer.status()).isEqualTo(200);
        return new ObjectMapper().readTree(UTF_8.decode(answer.json()).toString());
    }

    private static void assertRows(JsonNode found, JsonNode expected, int secondsLater) {
        assertThat(names(found)).containsExactlyElementsOf(names(expected).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertMembers(expected.get(i).get("tradePair").asText(), found.get(i), expected.get(i), secondsLater);
        }
    }

    private static Stream<String> names(JsonNode rows) {
        return rows.valueStream().map(row -> row.get("tradePair").asText());
    }

    private static void assertMembers(String which, JsonNode found, JsonNode expected, int secondsLater) {
        assertThat(memberNames(found))
                .as(which)
                .containsExactlyInAnyOrderElementsOf(memberNames(expected).toList());
        expected.properties().forEach(member -> {
            String what = which + " " + member.getKey();
            JsonNode value = found.get(member.getKey());
            switch (member.getKey()) {
                case "tradePair", "baseAssetCode", "baseAssetIssuer", "counterAssetCode", "counterAssetIssuer" ->
                    assertThat(value).as(what).isEqualTo(member.getValue());
                case "intervalStart" -> assertTime(what, value, member.getValue(), secondsLater);
                case "firstLedgerCloseTime", "lastLedgerCloseTime" -> assertTime(what, value, member.getValue(), 0);
                case "orderbookStats" -> assertMembers(what, value, member.getValue(), 0);
                default -> {
                    assertThat(value.isNumber()).as(what).isTrue();
                    assertValue(what, value(value), value(member.getValue()));
                }
            }
        });
    }

    private static void assertTime(String what, JsonNode found, JsonNode expected, int secondsLater) {
        Instant time = Instant.ofEpochSecond(Long.parseLong(expected.asText())).plusSeconds(secondsLater);
        assertThat(found.asText()).as(what).isEqualTo(time.toString());
    }

    private static Stream<String> memberNames(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey);
    }

    private static BigDecimal value(JsonNode number) {
        return new BigDecimal(number.asText());
    }
}
