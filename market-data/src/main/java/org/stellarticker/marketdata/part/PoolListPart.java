package org.stellarticker.marketdata.part;

import java.util.Optional;
import org.stellarticker.marketdata.MarketPools;
import org.stellarticker.marketdata.PoolFilter;
import org.stellarticker.marketdata.PoolPage;
import org.stellarticker.marketdata.snapshot.SnapshotPart;
import org.stellarticker.marketdata.snapshot.SnapshotRead;

/**
 * A page of liquidity pools, by id.
 *
 * @param after the id after which the page starts; empty for the first page
 * @param limit from 1 to {@link #MOST}
 */
public record PoolListPart(PoolFilter wanted, Optional<String> after, int limit) implements SnapshotPart<PoolPage> {

    /** The limit of a question that names none. */
    public static final int LIMIT = 100;

    public static final int MOST = 1000;

    private static final MarketPools MARKET_POOLS = new MarketPools();

    @Override
    public PoolPage read(SnapshotRead in) {
        return MARKET_POOLS.list(in.tx(), wanted, after, limit);
    }

    @Override
    public int rows() {
        return limit;
    }
}
