package org.stellarticker.marketdata.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.Price;

class LegacyStatsTest {

    private static final Instant TIME = Instant.parse("2026-08-29T15:58:15Z");

    @Test
    void pricesAreTurnedSoThatTheHighestIsWhatWasTheLowest() {
        var stats = LegacyStats.of(new MarketStats(
                new BigDecimal("4.0000000"),
                new BigDecimal("8.5000000"),
                2,
                1,
                new Price(2, 1),
                new Price(5, 1),
                new Price(1, 1),
                new Price(4, 1),
                new TradeId(1, 0),
                new TradeId(2, 0),
                TIME.minusSeconds(60),
                TIME));

        assertThat(stats)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(new LegacyStats(
                        new BigDecimal("4"),
                        new BigDecimal("8.5"),
                        2,
                        new BigDecimal("0.5"),
                        new BigDecimal("0.2"),
                        new BigDecimal("1"),
                        new BigDecimal("-0.25"),
                        new BigDecimal("0.25")));
    }

    @Test
    void aWindowWithoutATradeStandsAtTheLastPrice() {
        var stats = LegacyStats.unchangedAt(new Price(4, 1));

        assertThat(stats.tradeCount()).isZero();
        assertThat(stats.change()).isZero();
        assertThat(stats.open()).isEqualByComparingTo("0.25");
        assertThat(stats.low()).isEqualTo(stats.high()).isEqualTo(stats.close()).isEqualTo(stats.open());
    }
}
