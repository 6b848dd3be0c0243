package org.stellarticker.sandbox.horizon;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stellarticker.sandbox.journal.AssetDirectory;
import org.stellarticker.sandbox.journal.JournalView;
import org.stellarticker.sandbox.journal.Pool;
import org.stellarticker.sandbox.journal.Pools;

/** {@code /liquidity_pools}, in the order of their ids; all, or those that hold certain assets. */
final class PoolListing implements Listing {

    private final List<Pool> pools;
    private final PoolJson json;

    private PoolListing(List<Pool> pools, PoolJson json) {
        this.pools = pools;
        this.json = json;
    }

    /** @throws Problem when a filter cannot be used */
    static PoolListing read(Query query, Pools pools, AssetDirectory assets, Addresses addresses, PoolJson json) {
        if (query.find("account").isPresent()) {
            // Nobody's trust lines are known.
            return new PoolListing(List.of(), json);
        }
        Set<String> wanted = Arrays.stream(query.find("reserves").orElse("").split(",", -1))
                .filter(asset -> !asset.isEmpty())
                .collect(Collectors.toSet());
        if (!wanted.stream().allMatch(asset -> isAsset(asset, addresses))) {
            throw Problem.invalidField(
                    "reserves", "Invalid reserves, should be comma-separated list of assets in canonical form");
        }
        return new PoolListing(
                pools.list().stream()
                        .filter(pool -> held(pool, assets).containsAll(wanted))
                        .toList(),
                json);
    }

    private static boolean isAsset(String text, Addresses addresses) {
        String[] parts = text.split(":", -1);
        return text.equals("native")
                || (parts.length == 2 && addresses.isCode(parts[0]) && addresses.isAccount(parts[1]));
    }

    private static Set<String> held(Pool pool, AssetDirectory assets) {
        return Set.of(PoolJson.canonical(assets.get(pool.base())), PoolJson.canonical(assets.get(pool.counter())));
    }

    @Override
    public void list(JournalView view, PageQuery page, RecordSink sink) {
        boolean ascending = page.order() == Order.ASC;
        for (Pool pool : ascending ? pools : pools.reversed()) {
            String id = pool.id().toString();
            int order = ascending ? id.compareTo(page.cursor()) : page.cursor().compareTo(id);
            boolean beyond = page.cursor().isEmpty() || order > 0;
            if (beyond && !sink.record(id, to -> json.write(to, pool))) {
                return;
            }
        }
    }
}
