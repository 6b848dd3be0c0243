package org.stellarticker.sandbox.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.ledger.LedgerSequence;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.sandbox.journal.ClosedLedger;
import org.stellarticker.sandbox.journal.JournalException;
import org.stellarticker.sandbox.journal.JournalHeader;
import org.stellarticker.sandbox.journal.JournalWriter;
import org.stellarticker.sandbox.market.math.MarketTime;

/** The market as a writer of the journal: what it begins with, and how it goes on. */
class SimulatedMarketTest {

    @TempDir
    Path folder;

    @Test
    void theHistoryHasExactlyAsManyTradesOverSevenDays() throws IOException {
        PlayedMarket.open(folder, 1, 5_000).close();

        var ledgers = PlayedMarket.ledgers(folder);
        assertThat(PlayedMarket.trades(folder)).hasSize(5_000);
        assertThat(ledgers.getFirst().closedAt()).isEqualTo(PlayedMarket.NOON.minus(Duration.ofDays(7)));
        assertThat(ledgers.getLast().closedAt()).isEqualTo(PlayedMarket.NOON);
    }

    @Test
    void aMarketMayBeginWithoutAnyTrade() throws IOException {
        try (var market = PlayedMarket.open(folder, 1, 0)) {
            PlayedMarket.live(market, 20);
        }

        assertThat(PlayedMarket.trades(folder)).isNotEmpty();
    }

    @Test
    void marketsThatAreTradedElsewhereHaveTheirHistoryAndNoTradeAfterIt() throws IOException {
        var plan = MarketPlan.steady(1, 5_000, 20);
        var xlm = NativeAsset.XLM;
        var usdc = Asset.issued("USDC", Accounts.named("issuer circle").value());
        var elsewhere = TradePair.normalised(xlm, usdc);
        try (var market =
                SimulatedMarket.open(plan, Set.of(elsewhere), folder, Clock.fixed(PlayedMarket.NOON, ZoneOffset.UTC))) {
            PlayedMarket.live(market, 200);

            var fair = market.fairPrice(xlm, usdc);
            assertThat(fair.isTurned()).isTrue();
            assertThat(fair.at(MarketTime.LAST_OF_HISTORY)).isBetween(0.2, 0.35);
            assertThat(fair.tradesPerSecond(MarketTime.LAST_OF_HISTORY + 1)).isBetween(1.0, 10.0);
        }

        var after = PlayedMarket.trades(folder).stream()
                .skip(5_000)
                .map(trade -> trade.normalised().pair())
                .toList();
        assertThat(PlayedMarket.trades(folder).stream()
                        .limit(5_000)
                        .map(trade -> trade.normalised().pair()))
                .contains(elsewhere);
        assertThat(after).hasSizeGreaterThan(1_000).doesNotContain(elsewhere);
    }

    @Test
    void ledgersCloseEveryFiveOrSixSeconds() throws IOException {
        try (var market = PlayedMarket.open(folder, 1, 20_000)) {
            var view = market.journal().view();
            for (int ledger = view.elder(); ledger < view.elder() + 500; ledger++) {
                long pause =
                        view.ledger(ledger + 1).closedAt() - view.ledger(ledger).closedAt();
                assertThat(pause).isBetween(5L, 6L);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameJournalByteForByte() throws IOException {
        PlayedMarket.open(folder.resolve("one"), 7, 3_000).close();
        PlayedMarket.open(folder.resolve("other"), 7, 3_000).close();

        assertThat(folder.resolve("one/ledgers")).hasSameBinaryContentAs(folder.resolve("other/ledgers"));
    }

    @Test
    void theSameSeedAtAnotherTimeGivesTheSameMarketThen() throws IOException {
        PlayedMarket.open(folder.resolve("one"), 7, 3_000).close();
        Duration later = Duration.ofHours(1000).plusSeconds(1);
        PlayedMarket.open(folder.resolve("later"), 7, 3_000, PlayedMarket.NOON.plus(later))
                .close();

        var one = PlayedMarket.trades(folder.resolve("one"));
        var other = PlayedMarket.trades(folder.resolve("later"));
        assertThat(other)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("ledgerCloseTime")
                .isEqualTo(one);
        assertThat(other.getFirst().ledgerCloseTime())
                .isEqualTo(one.getFirst().ledgerCloseTime().plus(later));
    }

    @Test
    void anotherSeedGivesAnotherHistory() throws IOException {
        PlayedMarket.open(folder.resolve("one"), 7, 1_000).close();
        PlayedMarket.open(folder.resolve("other"), 8, 1_000).close();

        assertThat(PlayedMarket.trades(folder.resolve("one")))
                .doesNotContainAnyElementsOf(PlayedMarket.trades(folder.resolve("other")));
    }

    @Test
    void aRestartGoesOnAsIfThereHadBeenNone() throws IOException {
        try (var market = PlayedMarket.open(folder.resolve("one"), 7, 2_000)) {
            PlayedMarket.live(market, 120);
        }
        for (int run = 0; run < 4; run++) {
            try (var market = PlayedMarket.open(folder.resolve("restarted"), 7, 2_000)) {
                PlayedMarket.live(market, 30);
            }
        }

        assertThat(folder.resolve("restarted/ledgers")).hasSameBinaryContentAs(folder.resolve("one/ledgers"));
    }

    @Test
    void aPauseIsNoJump() throws IOException {
        List<ClosedLedger> atOnce = nextLedgers(folder.resolve("one"), Duration.ZERO);
        List<ClosedLedger> nextDay = nextLedgers(folder.resolve("other"), Duration.ofDays(1));

        for (int i = 0; i < atOnce.size(); i++) {
            assertThat(nextDay.get(i).trades().stream()
                            .map(trade -> trade.trade().price()))
                    .isEqualTo(atOnce.get(i).trades().stream()
                            .map(trade -> trade.trade().price())
                            .toList());
        }
    }

    private static List<ClosedLedger> nextLedgers(Path folder, Duration pause) throws IOException {
        PlayedMarket.open(folder, 7, 100).close();
        try (var market = PlayedMarket.open(folder, 7, 100)) {
            var view = market.journal().view();
            Instant then = Instant.ofEpochSecond(view.latestClosedAt()).plus(pause);
            var first = new LedgerSequence(view.latest()).next();
            return List.of(
                    market.next(first, then),
                    market.next(first.next(), then),
                    market.next(first.next().next(), then));
        }
    }

    @Test
    void liveLedgersHoldAboutAsManyTradesAsWantedAndSomeNone() throws IOException {
        try (var market = PlayedMarket.open(folder, 3, 10)) {
            PlayedMarket.live(market, 1_000);
        }

        var live = PlayedMarket.ledgers(folder).stream()
                .filter(ledger -> ledger.closedAt().isAfter(PlayedMarket.NOON))
                .toList();
        assertThat(live).hasSize(1_000);
        assertThat(live.stream()
                        .mapToInt(ledger -> ledger.trades().size())
                        .average()
                        .orElse(0))
                .isBetween(18.0, 22.0);
        assertThat(live).anyMatch(ledger -> ledger.trades().isEmpty());
    }

    @Test
    void theMarketGoesOnAtTheRateOfItsHistory() throws IOException {
        var plan = new MarketPlan(3, MarketSize.CATALOG, 200_000, OptionalDouble.empty(), Duration.ofSeconds(1));
        try (var market = SimulatedMarket.open(plan, folder, Clock.fixed(PlayedMarket.NOON, ZoneOffset.UTC))) {
            PlayedMarket.live(market, 900);
        }

        Instant end = PlayedMarket.NOON;
        long before = tradesIn(end.minus(Duration.ofMinutes(15)), end);
        long after = tradesIn(end, end.plus(Duration.ofMinutes(15)));
        assertThat(before).isBetween(550L, 850L);
        assertThat((double) after / before).isBetween(0.8, 1.25);
    }

    /** After one moment, up to another. */
    private long tradesIn(Instant from, Instant to) throws IOException {
        return PlayedMarket.trades(folder).stream()
                .filter(trade -> trade.ledgerCloseTime().isAfter(from)
                        && !trade.ledgerCloseTime().isAfter(to))
                .count();
    }

    @Test
    void theJournalOfAnotherSeedIsRefused() throws IOException {
        PlayedMarket.open(folder, 7, 10).close();

        assertThatThrownBy(() -> PlayedMarket.open(folder, 8, 10))
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        "SANDBOX_SEED 8 (44 assets, 55 pools, 80 markets): expected the market with which the journal in "
                                + folder
                                + " was begun (\"Stellar Ticker Sandbox ; simulated market, seed 7\"), found another; set what "
                                + "was set then, or remove the folder to begin a new journal");
    }

    /** Its trades would go on by other rules than those of its history. */
    @Test
    void theJournalOfAnotherReleasesRulesIsRefused() throws IOException {
        PlayedMarket.open(folder, 7, 10).close();
        Path file = folder.resolve("ledgers");
        List<ClosedLedger> ledgers = PlayedMarket.ledgers(folder);
        var header = new JournalHeader(
                "Stellar Ticker Sandbox ; simulated market, seed 7",
                "market:rules=2,seed=7",
                PlayedMarket.NOON,
                ledgers.getLast().sequence());
        Files.delete(file);
        try (var writer = JournalWriter.begin(file, header)) {
            for (ClosedLedger ledger : ledgers) {
                writer.add(ledger);
            }
            writer.sync();
        }

        assertThatThrownBy(() -> PlayedMarket.open(folder, 7, 10))
                .isInstanceOf(JournalException.class)
                .hasMessage("journal " + folder
                        + ": expected a market of this release (\"market:rules=3,seed=7\"), found one of another"
                        + " (\"market:rules=2,seed=7\"); remove the folder, and the database that was filled from it, to"
                        + " begin a new journal");
    }

    @Test
    void aLongerHistoryIsTheSameMarketOnceItWasBegun() throws IOException {
        PlayedMarket.open(folder, 7, 10).close();
        long before = Files.size(folder.resolve("ledgers"));
        PlayedMarket.open(folder, 7, 1_000).close();

        assertThat(folder.resolve("ledgers")).hasSize(before);
    }
}
