package org.stellarticker.marketdata.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.market.CandleInterval;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.archive.ArchivedDay;
import org.stellarticker.db.archive.ArchivedDayStore;
import org.stellarticker.db.archive.Revisions;
import org.stellarticker.db.trade.PageOrder;
import org.stellarticker.db.trade.TradeQuery;
import org.stellarticker.db.trade.Trades;

class ArchivedRowsTest {

    private static final LocalDate FIRST = LocalDate.parse("2025-01-01");
    private static final TradePair PAIR =
            Trades.aTrade(900, 0, Instant.EPOCH).normalised().pair();
    private static final long MIB = 1 << 20;

    /** What the archive was asked for. */
    private final List<List<List<ArchivedDay>>> asked = new ArrayList<>();

    private final List<String> statements = new ArrayList<>();
    private List<List<String>> found = List.of();

    private final ArchivedRows rows = new ArchivedRows((_, parts, _, sql) -> {
        asked.add(parts);
        statements.add(sql.apply("files"));
        return found;
    });

    @Test
    void tradesAreReadDayByDayFromWhereThePageBegins() {
        ColdDays cold = cold(100, MIB);

        rows.list(cold, PAIR, query(PageOrder.DESCENDING));
        rows.list(cold, PAIR, query(PageOrder.ASCENDING));

        assertThat(asked.getFirst().getFirst()).isEqualTo(List.of(cold.days().getLast()));
        assertThat(asked.getLast().getFirst()).isEqualTo(List.of(cold.days().getFirst()));
        assertThat(asked.getLast().stream().map(List::size)).containsExactly(1, 2, 4, 8, 16, 32, 37);
        assertThat(asked.getLast().stream().flatMap(List::stream)).isEqualTo(cold.days());
    }

    @Test
    void candlesAreMadeAndLimitedByTheQuery() {
        rows.candles(cold(400, MIB), PAIR, CandleInterval.MINUTE, 2, Instant.EPOCH);

        assertThat(asked.getFirst().getFirst()).hasSize(1);
        assertThat(statements.getFirst()).contains("group by start", "limit 2");
    }

    @Test
    void tooManyDaysAreRefusedOnlyWhenThePageIsNotFull() {
        ColdDays cold = cold(401, MIB);

        assertThatThrownBy(() -> rows.candles(cold, PAIR, CandleInterval.MINUTE, 1, Instant.EPOCH))
                .isInstanceOf(TooMuchArchived.class)
                .hasMessageContaining("at most 400 archived days, and 2 GiB of them, found a time from 2025-01-01");
        assertThat(asked.getFirst().stream().mapToInt(List::size).sum()).isEqualTo(400);
        found = List.of(List.of(
                "1735689600000000", "10", "20", "1", "1", "\\N", "\\N", "\\N", "\\N", "\\N", "\\N", "\\N", "\\N"));
        assertThat(rows.candles(cold, PAIR, CandleInterval.MINUTE, 1, Instant.EPOCH))
                .hasSize(1);
    }

    @Test
    void tooManyBytesAreRefusedBeforeAnythingIsRead() {
        assertThatThrownBy(() -> rows.sum(cold(30, 100 * MIB), PAIR)).isInstanceOf(TooMuchArchived.class);
        assertThat(asked).isEmpty();

        found = List.of(List.of("10000000", "20000000", "3"));
        assertThat(rows.sum(cold(20, 100 * MIB), PAIR))
                .isEqualTo(new ArchivedRows.Sums(new BigDecimal("1.0000000"), new BigDecimal("2.0000000"), 3));
    }

    private static TradeQuery query(PageOrder order) {
        return new TradeQuery(order, Optional.empty(), Optional.empty(), Optional.empty(), 10);
    }

    /** Archived days, of which the database has none. */
    private static ColdDays cold(int days, long bytes) {
        List<ArchivedDay> archived = IntStream.range(0, days)
                .mapToObj(i -> new ArchivedDay(
                        FIRST.plusDays(i),
                        1,
                        10,
                        bytes,
                        "",
                        new Revisions(1, BigDecimal.ONE),
                        1,
                        ArchivedDayStore.end(FIRST.plusDays(i))))
                .toList();
        Instant end = ArchivedDayStore.begin(FIRST.plusDays(days));
        return new ColdDays(ArchivedDayStore.begin(FIRST), end, Optional.of(end), Long.MAX_VALUE, archived, List.of());
    }
}
