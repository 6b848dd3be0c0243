package org.stellarticker.sandbox.network;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.PoolId;

/** A network as of its newest ledger; any thread may ask. */
public interface NetworkState {

    /** The issued assets, in any order. */
    List<AssetState> assets();

    /** Empty for a market that nobody knows. */
    OrderBook orderBook(Asset selling, Asset buying);

    /** In the order of their ids. */
    List<PoolState> pools();

    Optional<PoolState> findPool(PoolId id);

    /** What a host has in place of a {@code stellar.toml}; empty when it has none. */
    Optional<TomlFile> findToml(String host);
}
