package org.stellarticker.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stellarticker.marketdata.StoredHistory.END;
import static org.stellarticker.marketdata.StoredHistory.LENGTH;
import static org.stellarticker.marketdata.StoredHistory.START;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.TestDatabase;
import org.stellarticker.db.market.MarketStore;

/** However a time range is divided, the sum of the parts is the whole. */
class TilingIT {

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final MarketStore store = new MarketStore();

    @Test
    void theSumOfThePartsIsTheWhole() {
        assertThat(tilings(/* count= */ 46)).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    @Tag("long")
    void theSumOfThePartsIsTheWholeInTenThousandTilings() {
        assertThat(tilings(/* count= */ 142)).isGreaterThanOrEqualTo(10_000);
    }

    /** Compares the windows that each two of some borders enclose with their parts between the borders within. */
    private int tilings(int count) {
        db.clear();
        var random = new Random(77);
        StoredHistory history = StoredHistory.store(db, 78);
        List<TradePair> markets = List.copyOf(history.byMarket().keySet());
        List<Instant> borders = borders(random, history.trades(), count);
        var known = new HashMap<String, Optional<MarketStats>>();
        int tilings = 0;
        for (int from = 0; from < borders.size(); from++) {
            TradePair market = markets.get(from % markets.size());
            Optional<MarketStats> parts = Optional.empty();
            for (int to = from + 1; to < borders.size(); to++) {
                Instant begin = borders.get(to - 1);
                Instant end = borders.get(to);
                Optional<MarketStats> part =
                        known.computeIfAbsent(market + " " + begin, _ -> between(market, begin, end));
                parts = sum(parts, part);
                Optional<MarketStats> whole = between(market, borders.get(from), borders.get(to));
                assertSame(market + " " + borders.get(from) + " to " + borders.get(to), whole, parts);
                tilings++;
            }
        }
        return tilings;
    }

    private static Optional<MarketStats> sum(Optional<MarketStats> one, Optional<MarketStats> other) {
        return one.isPresent() && other.isPresent() ? Optional.of(one.get().plus(other.get())) : one.or(() -> other);
    }

    private Optional<MarketStats> between(TradePair market, Instant from, Instant to) {
        return db.database()
                .snapshot(tx -> store.find(tx, market).flatMap(known -> store.computeStats(tx, known, from, to)));
    }

    private static void assertSame(String what, Optional<MarketStats> whole, Optional<MarketStats> parts) {
        assertThat(whole)
                .as(what)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                // Equal prices may be written differently, as 1/2 and 2/4.
                .withComparatorForType(Price::compareTo, Price.class)
                .isEqualTo(parts);
    }

    /** Returns instants in their order: of trades, full minutes, hours and days, and any microsecond. */
    private static List<Instant> borders(Random random, List<Trade> trades, int count) {
        var borders = new TreeSet<Instant>();
        borders.add(START);
        borders.add(END);
        while (borders.size() < count) {
            Instant any = START.plus(random.nextLong(LENGTH.toSeconds() * 1_000_000), ChronoUnit.MICROS);
            borders.add(
                    switch (random.nextInt(6)) {
                        case 0 -> trades.get(random.nextInt(trades.size())).ledgerCloseTime();
                        case 1 ->
                            trades.get(random.nextInt(trades.size()))
                                    .ledgerCloseTime()
                                    .plus(Duration.ofNanos(1000));
                        case 2 -> any.truncatedTo(ChronoUnit.MINUTES);
                        case 3 -> any.truncatedTo(ChronoUnit.HOURS);
                        case 4 -> any.truncatedTo(ChronoUnit.DAYS);
                        default -> any;
                    });
        }
        return new ArrayList<>(borders);
    }
}
