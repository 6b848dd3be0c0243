package org.stellarticker.sandbox.market;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.PoolId;

/** All assets, markets and pools: those of {@code catalog.txt} and a crowd of small ones. It is the same for every seed. */
final class Catalog {

    private record Pair(Asset one, Asset other) {}

    private final Map<String, Factor> factors;
    private final Map<String, Domain> domains = new HashMap<>();
    private final List<MarketAsset> assets;
    private final Map<String, List<MarketAsset>> assetsByDomain;
    private final List<Market> markets;
    private final Map<Pair, Market> marketsByPair = new HashMap<>();
    private final List<Market> pooled;
    private final Map<PoolId, Market> marketsByPool = new HashMap<>();

    Catalog(MarketSize size) {
        var file = new CatalogFile();
        var crowd = new Crowd(file, size);
        factors = file.factors();
        Stream.concat(file.domains().stream(), crowd.domains().stream())
                .forEach(domain -> domains.put(domain.host(), domain));
        assets = List.copyOf(crowd.assets());
        assetsByDomain = assets.stream().collect(Collectors.groupingBy(MarketAsset::domain));
        markets = List.copyOf(crowd.markets());
        markets.forEach(market -> {
            marketsByPair.put(new Pair(market.base().asset(), market.counter().asset()), market);
            marketsByPair.put(new Pair(market.counter().asset(), market.base().asset()), market);
        });
        pooled = Stream.concat(markets.stream(), crowd.untraded().stream())
                .filter(market -> market.pool().isPresent())
                .sorted(Comparator.comparing(market -> market.pool().orElseThrow()))
                .toList();
        pooled.forEach(market -> marketsByPool.put(market.pool().orElseThrow(), market));
    }

    Factor factor(String name) {
        return Objects.requireNonNull(factors.get(name), name);
    }

    Optional<Domain> findDomain(String host) {
        return Optional.ofNullable(domains.get(host.toLowerCase(Locale.ROOT)));
    }

    /** Returns the assets in the order of their numbers. */
    List<MarketAsset> assets() {
        return assets;
    }

    /** Returns the assets of a home domain. */
    List<MarketAsset> assets(Domain domain) {
        return assetsByDomain.getOrDefault(domain.label(), List.of());
    }

    /** Returns the markets, the busiest first. */
    List<Market> markets() {
        return markets;
    }

    /** Returns the markets with a pool, traded or not, in the order of the pools' ids. */
    List<Market> pooled() {
        return pooled;
    }

    Optional<Market> findMarket(Asset one, Asset other) {
        return Optional.ofNullable(marketsByPair.get(new Pair(one, other)));
    }

    Optional<Market> findMarket(PoolId pool) {
        return Optional.ofNullable(marketsByPool.get(pool));
    }
}
