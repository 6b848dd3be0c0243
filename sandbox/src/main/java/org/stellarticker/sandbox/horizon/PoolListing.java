package org.stellarticker.sandbox.horizon;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.stellarticker.sandbox.horizon.request.Addresses;
import org.stellarticker.sandbox.horizon.request.Order;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.horizon.request.Query;
import org.stellarticker.sandbox.journal.JournalView;
import org.stellarticker.sandbox.network.PoolState;

/** Lists {@code /liquidity_pools} in the order of their ids: all, or those that hold certain assets. */
final class PoolListing implements Listing {

    private final List<PoolState> pools;
    private final PoolJson json;

    private PoolListing(List<PoolState> pools, PoolJson json) {
        this.pools = pools;
        this.json = json;
    }

    /**
     * Reads the request.
     *
     * @throws Problem when a filter is not valid
     */
    static PoolListing read(Query query, List<PoolState> pools, Addresses addresses, PoolJson json) {
        if (query.find("account").isPresent()) {
            // Trust lines of single accounts are not known.
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
                pools.stream().filter(pool -> held(pool).containsAll(wanted)).toList(), json);
    }

    private static boolean isAsset(String text, Addresses addresses) {
        String[] parts = text.split(":", -1);
        return text.equals("native")
                || (parts.length == 2 && addresses.isCode(parts[0]) && addresses.isAccount(parts[1]));
    }

    private static Set<String> held(PoolState pool) {
        return pool.reserves().stream()
                .map(reserve -> PoolJson.canonical(reserve.asset()))
                .collect(Collectors.toSet());
    }

    @Override
    public void list(JournalView view, PageQuery page, RecordSink sink) {
        boolean ascending = page.order() == Order.ASC;
        for (PoolState pool : ascending ? pools : pools.reversed()) {
            String id = pool.id().toString();
            int order = ascending ? id.compareTo(page.cursor()) : page.cursor().compareTo(id);
            boolean beyond = page.cursor().isEmpty() || order > 0;
            if (beyond && !sink.record(id, to -> json.write(to, pool))) {
                return;
            }
        }
    }
}
