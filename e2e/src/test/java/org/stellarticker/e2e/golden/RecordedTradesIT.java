package org.stellarticker.e2e.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.e2e.golden.Values.assertValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.e2e.golden.Golden.Label;
import org.stellarticker.e2e.oracle.LegacyMarkets;

/** Compares 120 recorded trades with the contract's formulas, computed independently from each of them. */
class RecordedTradesIT {

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final List<Trade> TRADES = Golden.recordedTrades();
    private static final Instant FIRST = TRADES.getFirst().ledgerCloseTime();
    private static final Instant LAST = TRADES.getLast().ledgerCloseTime();

    private DataPath path = new DataPath(database);

    @BeforeEach
    void allTradesAreStored() {
        database.clear();
        path = new DataPath(database);
        path.list(TRADES.stream()
                .flatMap(
                        trade -> Stream.of(trade.base().asset(), trade.counter().asset()))
                .distinct()
                .map(asset -> new Label(asset, /* valid= */ true, /* anchorCode= */ ""))
                .toList());
        path.store(TRADES, new Random(1), FIRST);
    }

    @Test
    void justAfterTheLastTrade() throws IOException {
        assertThat(pairsAt(LAST.plusSeconds(1))).isEqualTo(1);
    }

    @Test
    void aTradeLeavesTheWindowAtTheInstantOfItsAge() throws IOException {
        assertThat(pairsAt(LAST.plus(Duration.ofDays(1)).minusMillis(1))).isEqualTo(1);
        assertThat(pairsAt(LAST.plus(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(pairsAt(LAST.plus(Duration.ofDays(7)).minusMillis(1))).isEqualTo(1);
        assertThat(pairsAt(LAST.plus(Duration.ofDays(7)))).isZero();
    }

    @Test
    void tradesLaterThanTheSnapshotCountToo() throws IOException {
        assertThat(pairsAt(FIRST)).isEqualTo(1);
    }

    @Test
    void theWindowsAreRightAtEachInstantOnTheWay() throws IOException {
        List<Instant> times =
                TRADES.stream().map(Trade::ledgerCloseTime).distinct().toList();
        for (Instant time : times) {
            assertThat(pairsAt(time.plus(Duration.ofHours(24)))).isEqualTo(1);
        }
    }

    /** Compares all values as of an instant, and returns the number of pairs. */
    private int pairsAt(Instant at) throws IOException {
        path.aggregate(at);
        JsonNode file = new ObjectMapper().readTree(path.marketsJson());
        Map<String, Map<String, BigDecimal>> expected = LegacyMarkets.values(TRADES, at, Asset::code);

        assertThat(file.get("generated_at").asLong()).isEqualTo(at.toEpochMilli());
        assertThat(file.get("pairs")).hasSize(expected.size());
        for (JsonNode pair : file.get("pairs")) {
            String name = pair.get("name").asText();
            assertThat(pair.get("close_time").asText()).isEqualTo(LAST.toString());
            assertThat(expected).containsKey(name);
            expected.getOrDefault(name, Map.of())
                    .forEach((member, value) -> assertValue(
                            name + " " + member + " at " + at,
                            new BigDecimal(pair.get(member).asText()),
                            value));
        }
        return expected.size();
    }

    @Test
    void theRecordingIsWholeAndInTheOrderOfItsIds() {
        assertThat(TRADES).hasSize(120).isSortedAccordingTo(Comparator.comparing(Trade::id));
    }
}
