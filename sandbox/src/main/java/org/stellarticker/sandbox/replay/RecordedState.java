package org.stellarticker.sandbox.replay;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.sandbox.journal.Journal;
import org.stellarticker.sandbox.journal.Pool;
import org.stellarticker.sandbox.journal.PoolId;
import org.stellarticker.sandbox.network.AssetState;
import org.stellarticker.sandbox.network.NetworkState;
import org.stellarticker.sandbox.network.OrderBookState;
import org.stellarticker.sandbox.network.PoolState;
import org.stellarticker.sandbox.network.TomlFile;

/** The state that a recording of trades does not hold; it is made up, the same at every start. */
public final class RecordedState implements NetworkState {

    private static final long ACCOUNTS_EACH = 1_000;

    /** A million units, in stroops. */
    private static final long BALANCE = 10_000_000_000_000L;

    private static final long TRUSTLINES_EACH = 100;

    /** A pool holds this many times what its last trade moved, which gives it that trade's price. */
    private static final long TIMES = 1000;

    private final Journal journal;

    public RecordedState(Journal journal) {
        this.journal = journal;
    }

    @Override
    public List<AssetState> assets() {
        return journal.assets().list().stream()
                .filter(asset -> !(asset instanceof NativeAsset))
                .map(RecordedState::held)
                .toList();
    }

    private static AssetState held(Asset asset) {
        return new AssetState(asset, HomeDomain.of(asset), ACCOUNTS_EACH, BALANCE, Set.of());
    }

    /** Trades do not show offers that were never taken. */
    @Override
    public OrderBookState orderBook(Asset selling, Asset buying) {
        return OrderBookState.EMPTY;
    }

    @Override
    public List<PoolState> pools() {
        return journal.pools().list().stream().map(this::filled).toList();
    }

    @Override
    public Optional<PoolState> findPool(PoolId id) {
        return journal.pools().find(id).map(this::filled);
    }

    private PoolState filled(Pool pool) {
        // Within 64 bits, as amounts are.
        long times = Math.min(TIMES, Long.MAX_VALUE / Math.max(pool.baseAmount(), pool.counterAmount()));
        return new PoolState(
                pool.id(),
                pool.fee(),
                TRUSTLINES_EACH,
                List.of(
                        new PoolState.Reserve(journal.assets().get(pool.base()), pool.baseAmount() * times),
                        new PoolState.Reserve(journal.assets().get(pool.counter()), pool.counterAmount() * times)),
                pool.ledger(),
                pool.closedAt());
    }

    @Override
    public Optional<TomlFile> findToml(String host) {
        return HomeDomain.toml(host, journal.assets().list(), journal.header().networkPassphrase());
    }
}
