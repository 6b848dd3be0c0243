package org.stellarticker.sandbox.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellarticker.core.market.Trade;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.sandbox.journal.JournalException;
import org.stellarticker.sandbox.network.AssetState;
import org.stellarticker.sandbox.network.OrderBookState;

/** A market as large as is asked for. */
class CrowdTest {

    private static final MarketSize LARGE = new MarketSize(2_000, 1_500, 500);

    @TempDir
    Path folder;

    @Test
    void theSizeIsAsRequested() throws IOException {
        try (var market = open(LARGE, 1_000)) {
            assertThat(market.state().assets()).hasSize(2_000);
            assertThat(market.state().pools()).hasSize(1_500).doesNotHaveDuplicates();
        }
        var catalog = new Catalog(LARGE);
        assertThat(catalog.markets()).hasSize(500);
        assertThat(pairs(catalog)).hasSize(500);
    }

    private static Set<TradePair> pairs(Catalog catalog) {
        Set<TradePair> pairs = new HashSet<>();
        catalog.markets()
                .forEach(market -> pairs.add(
                        new TradePair(market.base().asset(), market.counter().asset())));
        return pairs;
    }

    @Test
    void theCatalogComesFirstAndUnchanged() {
        var small = new Catalog(MarketSize.CATALOG);
        var large = new Catalog(LARGE);

        assertThat(small.assets()).hasSize(MarketSize.CATALOG.assets() + 1);
        assertThat(small.markets()).hasSize(MarketSize.CATALOG.markets());
        assertThat(small.pooled()).hasSize(MarketSize.CATALOG.pools());
        assertThat(large.assets()).startsWith(small.assets().toArray(MarketAsset[]::new));
        assertThat(large.markets()).startsWith(small.markets().toArray(Market[]::new));
    }

    @Test
    void manyMarketsOfFewAssetsArePairsOfTheCatalog() {
        var catalog = new Catalog(new MarketSize(44, 300, 300));

        assertThat(pairs(catalog)).hasSize(300);
        assertThat(catalog.pooled()).hasSize(300);
    }

    @Test
    void assetsHaveNamesOfTheirOwnAndDomainsThatAnswer() throws IOException {
        try (var market = open(LARGE, 1_000)) {
            var crowd = market.state().assets().subList(44, 2_000);
            assertThat(crowd.stream().map(state -> state.asset().code()).distinct())
                    .hasSizeGreaterThan(1_950);
            assertThat(crowd)
                    .allSatisfy(state -> assertThat(state.asset().code()).matches("[A-Z]{4}([A-Z]{2})?"));
            assertThat(crowd.stream().filter(state -> state.accounts() < 10)).hasSizeBetween(20, 800);
            assertThat(crowd).allMatch(state -> state.balance() > 0);
            var domains = crowd.stream()
                    .map(AssetState::homeDomain)
                    .filter(domain -> !domain.isEmpty())
                    .distinct()
                    .toList();
            assertThat(domains).hasSizeGreaterThan(600);
            long answering = domains.stream()
                    .filter(domain -> market.state().findToml(domain).isPresent())
                    .count();
            assertThat(answering).isBetween(domains.size() * 9L / 10, domains.size() - 1L);
        }
    }

    @Test
    void theCrowdIsTradedQuietly_withWideBooks() throws IOException {
        Set<TradePair> traded = new HashSet<>();
        try (var market = open(LARGE, 30_000)) {
            for (Trade trade : PlayedMarket.trades(folder)) {
                traded.add(trade.pair());
            }
            Market last = new Catalog(LARGE).markets().getLast();
            OrderBookState book =
                    market.state().orderBook(last.base().asset(), last.counter().asset());
            assertThat(book.bids()).hasSizeGreaterThanOrEqualTo(20);
            assertThat(book.asks()).hasSizeGreaterThanOrEqualTo(20);
        }
        assertThat(traded).hasSizeBetween(450, 500);
    }

    @Test
    void anotherSizeIsAnotherMarket() throws IOException {
        open(LARGE, 10).close();

        assertThatThrownBy(() -> open(MarketSize.CATALOG, 10))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("SANDBOX_SEED 1 (44 assets, 55 pools, 80 markets): expected the market")
                .hasMessageContaining("seed 1, 2000 assets, 1500 pools, 500 markets");
    }

    private SimulatedMarket open(MarketSize size, int historyTrades) throws IOException {
        var plan = new MarketPlan(1, size, historyTrades, OptionalDouble.empty(), Duration.ofSeconds(1));
        return SimulatedMarket.open(plan, folder, Clock.fixed(PlayedMarket.NOON, ZoneOffset.UTC));
    }
}
