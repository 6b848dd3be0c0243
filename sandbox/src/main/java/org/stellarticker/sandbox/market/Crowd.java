package org.stellarticker.sandbox.market;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.market.math.Dice;
import org.stellarticker.sandbox.network.AssetState;

/**
 * Makes the many assets with few holders, and their quiet markets and pools, in addition to the catalog; the same for
 * every seed.
 */
final class Crowd {

    private static final int ASSETS_OF_A_DOMAIN = 3;
    private static final double STROOPS = 1e7;

    private final List<Domain> domains = new ArrayList<>();
    private final List<MarketAsset> assets;
    private final List<Market> markets;
    private final List<Market> untraded = new ArrayList<>();
    /** The numbers of both assets, the lower one first. */
    private final Set<Long> pairs = new HashSet<>();

    private int partner;
    private int nextAsset;

    /**
     * Makes the crowd.
     *
     * @param file the catalog that the crowd follows
     */
    Crowd(CatalogFile file, MarketSize size) {
        assets = new ArrayList<>(file.assets());
        markets = new ArrayList<>(file.markets());
        markets.forEach(market -> pairs.add(pair(market.base(), market.counter())));
        int own = assets.size();
        for (int i = 0; i < size.assets() - MarketSize.CATALOG.assets(); i++) {
            addAsset(i);
        }
        // Pools of the crowd's markets come first.
        nextAsset = own == assets.size() ? 0 : own;
        int pools = (int)
                markets.stream().filter(market -> market.pool().isPresent()).count();
        while (markets.size() < size.markets()) {
            boolean withPool = pools < size.pools() && markets.size() % 4 != 0;
            markets.add(market(markets.size(), Market.Book.BOTH, withPool));
            pools += withPool ? 1 : 0;
        }
        for (; pools < size.pools(); pools++) {
            untraded.add(market(markets.size() + untraded.size(), Market.Book.NONE, true));
        }
    }

    private void addAsset(int number) {
        Dice dice = Dice.of(0, "asset of the crowd", number);
        int domain = number / ASSETS_OF_A_DOMAIN;
        if (number % ASSETS_OF_A_DOMAIN == 0) {
            domains.add(new Domain(Names.domain(domain), form(domain), "Sandbox Issuer " + (domain + 1)));
        }
        double dollars = dice.aroundMedian(0.02, 3);
        long accounts = 1 + (long) dice.aroundMedian(60, 3);
        assets.add(new MarketAsset(
                assets.size(),
                Asset.issued(
                        Names.code(number),
                        Accounts.named("issuer of the crowd " + number).value()),
                dice.chance(0.06) ? "" : Names.domain(domain),
                "TOKEN",
                dollars,
                0.03 + 0.04 * dice.uniform(),
                accounts,
                (long) (dice.aroundMedian(20_000, 2) / dollars * STROOPS),
                Set.<AssetState.Flag>of(),
                "",
                ""));
    }

    /** Most toml files are valid. */
    private static Domain.Form form(int domain) {
        return switch (domain % 24) {
            case 5 -> Domain.Form.MISSING;
            case 11 -> Domain.Form.HTML;
            case 14 -> Domain.Form.SILENT;
            case 17 -> Domain.Form.FAULTY;
            case 22 -> Domain.Form.ELSEWHERE;
            default -> Domain.Form.GOOD;
        };
    }

    /**
     * Returns two assets that are not paired yet: first each one with the catalog's first, then each with its second.
     */
    private Market market(int rank, Market.Book book, boolean withPool) {
        while (true) {
            if (nextAsset == assets.size()) {
                nextAsset = 0;
                partner++;
            }
            MarketAsset one = assets.get(partner(partner));
            MarketAsset other = assets.get(nextAsset++);
            if (one.number() != other.number() && pairs.add(pair(one, other))) {
                boolean inOrder = one.number() < other.number();
                Optional<PoolId> pool =
                        withPool ? Optional.of(PoolIds.of(one.asset(), other.asset())) : Optional.empty();
                return new Market(rank, inOrder ? one : other, inOrder ? other : one, book, pool, Market.Dust.NONE);
            }
        }
    }

    /** Returns the lumen, then USDC, then all others in the order of the catalog. */
    private static int partner(int nth) {
        return switch (nth) {
            case 0 -> 4;
            case 1 -> 0;
            default -> nth <= 4 ? nth - 1 : nth;
        };
    }

    private static long pair(MarketAsset one, MarketAsset other) {
        return (long) Math.min(one.number(), other.number()) << 32 | Math.max(one.number(), other.number());
    }

    List<Domain> domains() {
        return domains;
    }

    List<MarketAsset> assets() {
        return assets;
    }

    List<Market> markets() {
        return markets;
    }

    /** Returns pairs with a pool without trades. */
    List<Market> untraded() {
        return untraded;
    }
}
