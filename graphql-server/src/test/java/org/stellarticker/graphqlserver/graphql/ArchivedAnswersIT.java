package org.stellarticker.graphqlserver.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.db.trade.Trades.USD;
import static org.stellarticker.graphqlserver.graphql.GraphqlAnswers.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.archive.query.ArchiveUnavailable;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.Revisions;
import org.stellarticker.db.partition.RetentionWatermark;
import org.stellarticker.marketdata.snapshot.ArchiveReader;

/** Asks GraphQL about the second of two days that the database has dropped; only the second is archived. */
class ArchivedAnswersIT {

    private static final LocalDate LOST = LocalDate.parse("2026-01-01");
    private static final Instant KEPT = ArchivedDayStore.begin(LOST.plusDays(2));
    private static final Clock CLOCK = Clock.fixed(KEPT.plus(Duration.ofDays(1)), ZoneOffset.UTC);
    private static final String ARGUMENTS = "(base: \"native\", counter: \"" + USD.key()
            + "\", from: \"2026-01-01T12:00:00Z\", to: \"2026-01-02T12:00:00Z\")";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeAll
    static void drop() {
        db.database().commit(tx -> {
            var state = new Revisions(1, BigDecimal.ONE);
            new ArchivedDayStore()
                    .save(tx, new ArchivedDay(LOST.plusDays(1), 1, 1, 1000, "0".repeat(64), state, 1, KEPT));
            new RetentionWatermark().move(tx, KEPT, Duration.ofSeconds(5));
        });
    }

    /** An archive that knows the sums of any window, and one trade. */
    private static List<List<String>> read(
            String table, List<List<ArchivedDay>> parts, int most, UnaryOperator<String> sql) {
        if (sql.apply("files").contains("count(*)")) {
            return List.of(List.of("20000000", "50000000", "3"));
        }
        return List.of(List.of(
                "100000000000",
                "0",
                "1767312000000000",
                "20000000",
                "50000000",
                "5",
                "2",
                "true",
                "GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAWHF",
                "GAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAWHF",
                "\\N",
                "7",
                "8",
                "\\N",
                "s",
                "1767312000000000"));
    }

    private static GraphqlAnswers graphql(ArchiveReader archive) {
        return new GraphqlAnswers(db, CLOCK, Optional.of(archive));
    }

    @Test
    void vwapAndTradesOfADroppedDayComeFromTheArchive() throws IOException {
        GraphqlAnswers graphql = graphql(ArchivedAnswersIT::read);

        JsonNode vwap = graphql.data(
                        "{vwap" + ARGUMENTS + "{vwap baseVolume tradeCount complete servedFrom missing {from to}}}")
                .get("vwap");
        assertThat(texts(vwap, "vwap", "baseVolume", "tradeCount", "complete", "servedFrom"))
                .isEqualTo("2.5 2 3 false archive");
        assertThat(texts(vwap.at("/missing/0"), "from", "to")).isEqualTo("2026-01-01T12:00:00Z 2026-01-02T00:00:00Z");
        JsonNode trades = graphql.data("{trades" + ARGUMENTS.replace(")", ", first: 1)")
                        + "{nodes {price baseAmount pagingToken} complete servedFrom missing {from to}}}")
                .get("trades");
        assertThat(texts(trades.at("/nodes/0"), "price", "baseAmount", "pagingToken"))
                .isEqualTo("2.5 2 100000000000-0");
        assertThat(texts(trades, "complete", "servedFrom")).isEqualTo("false archive");
        assertThat(trades.get("missing")).hasSize(1);
    }

    @Test
    void withoutAnArchiveAnAnswerSaysWhatIsMissing() throws IOException {
        JsonNode trades = new GraphqlAnswers(db, CLOCK)
                .data("{trades" + ARGUMENTS + "{nodes {price} complete servedFrom missing {from to}}}")
                .get("trades");

        assertThat(trades.get("nodes")).isEmpty();
        assertThat(texts(trades, "complete", "servedFrom")).isEqualTo("false database");
        assertThat(trades.get("missing")).isNotEmpty();
    }

    @Test
    void anArchiveThatDoesNotAnswerIsNamed() throws IOException {
        JsonNode answer = graphql((_, _, _, _) -> {
                    throw new ArchiveUnavailable("the archive does not answer within 10 s");
                })
                .answer("{trades" + ARGUMENTS + "{nodes {price}}}", Map.of());

        assertThat(answer.at("/errors/0/message").asText())
                .isEqualTo(
                        "the archive does not answer within 10 s; ask for a shorter time, or try again in some seconds");
        assertThat(answer.at("/errors/0/path/0").asText()).isEqualTo("trades");
    }
}
