package org.stellarticker.sandbox.market;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.Pool;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.market.math.MarketTime;
import org.stellarticker.sandbox.network.AssetState;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.OrderBookState;
import org.stellarticker.sandbox.network.PoolState;
import org.stellarticker.sandbox.network.TomlFile;

/** The state of the market beside its trades; what trades change in it is read from the journal. */
final class SimulatedState implements NetworkState {

    private final Catalog catalog;
    private final List<AssetState> assets;
    private final Journal journal;
    private final Map<PoolId, Reserves> atTheBeginning;
    private final Books books;
    private final Tomls tomls;

    SimulatedState(
            Catalog catalog, Worths worths, long seed, Journal journal, Map<PoolId, Reserves> poolsAtTheBeginning) {
        this.catalog = catalog;
        this.assets = catalog.assets().stream()
                .filter(asset -> !(asset.asset() instanceof NativeAsset))
                .map(MarketAsset::state)
                .toList();
        this.journal = journal;
        this.atTheBeginning = poolsAtTheBeginning;
        this.books = new Books(worths, seed);
        this.tomls = new Tomls(catalog, journal.header().networkPassphrase());
    }

    @Override
    public List<AssetState> assets() {
        return assets;
    }

    @Override
    public OrderBookState orderBook(Asset selling, Asset buying) {
        return catalog.findMarket(selling, buying)
                .map(market -> {
                    OrderBookState book = books.of(market, journal.view().latest());
                    return market.base().asset().equals(selling) ? book : book.turned();
                })
                .orElse(OrderBookState.EMPTY);
    }

    @Override
    public List<PoolState> pools() {
        return catalog.pooled().stream()
                .map(market -> pool(market.pool().orElseThrow(), market))
                .toList();
    }

    @Override
    public Optional<PoolState> findPool(PoolId id) {
        return catalog.findMarket(id).map(market -> pool(id, market));
    }

    private PoolState pool(PoolId id, Market market) {
        Optional<Pool> traded = journal.pools().find(id);
        Reserves reserves = now(Objects.requireNonNull(atTheBeginning.get(id)), traded);
        return new PoolState(
                id,
                PoolIds.FEE,
                40 + (long) (market.depth() / 3_000),
                List.of(
                        new PoolState.Reserve(market.base().asset(), reserves.base()),
                        new PoolState.Reserve(market.counter().asset(), reserves.counter())),
                traded.map(Pool::ledger).orElse(MarketTime.FIRST_LEDGER),
                traded.map(Pool::closedAt)
                        .orElse(MarketTime.closedAt(
                                        MarketTime.FIRST_LEDGER,
                                        journal.header().begunAt())
                                .getEpochSecond()));
    }

    /** The journal's pool has the same base as the market, because one market wrote all trades. */
    private static Reserves now(Reserves atTheBeginning, Optional<Pool> traded) {
        return traded.map(pool -> atTheBeginning.plus(pool.baseFlow(), pool.counterFlow()))
                .orElse(atTheBeginning);
    }

    @Override
    public Optional<TomlFile> findToml(String host) {
        return tomls.find(host);
    }
}
