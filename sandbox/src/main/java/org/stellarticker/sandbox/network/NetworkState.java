package org.stellarticker.sandbox.network;

import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.journal.PoolId;

/** The state of a network as of its newest ledger. Thread-safe. */
public interface NetworkState {

    /** Returns the issued assets, in any order. */
    List<AssetState> assets();

    /** Returns the order book; empty for an unknown market. */
    OrderBookState orderBook(Asset selling, Asset buying);

    /** Returns the pools in the order of their ids. */
    List<PoolState> pools();

    Optional<PoolState> findPool(PoolId id);

    /** Returns what a host sends as its {@code stellar.toml}; empty when it has none. */
    Optional<TomlFile> findToml(String host);
}
