package org.stellarticker.marketdata.legacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.MarketStats;
import org.stellarticker.core.market.OrderBookSummary;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.market.ChangedWindow;
import org.stellarticker.db.market.MarketSnapshot;
import org.stellarticker.db.market.MarketStore;
import org.stellarticker.db.market.MarketWindow;
import org.stellarticker.db.market.StoredWindow;

/**
 * What {@code markets.json} holds, kept in memory: each read fetches only what changed since the one before, and sums only the
 * names that this concerns. The content depends on the snapshot alone, not on the reads before it. For use by one thread.
 */
public final class LegacyMarkets {

    /**
     * What a read changed.
     *
     * @param asOf the instant of {@code markets.json}
     * @param names of the pairs that changed, appeared or went
     * @param newest the newest trade of the windows that changed; empty when none is shown
     */
    public record Change(Instant asOf, Set<String> names, Optional<TradeId> newest) {}

    /** The windows of one market of two valid assets. */
    private static final class NamedMarket {
        private final String name;
        private final Map<StoredWindow, ChangedWindow> windows = new EnumMap<>(StoredWindow.class);

        NamedMarket(String name) {
            this.name = name;
        }
    }

    private final MarketStore store = new MarketStore();
    private final Map<Integer, NamedMarket> markets = new HashMap<>();
    private final Map<String, Set<Integer>> marketsByName = new HashMap<>();
    private final Map<String, Map<TradePair, OrderBookSummary>> booksByName = new HashMap<>();
    private final SortedMap<String, LegacyPair> pairs = new TreeMap<>();

    private Instant readAsOf = Instant.EPOCH;
    private long generation = -1;

    /** Returns the pairs by name. */
    public Collection<LegacyPair> pairs() {
        return pairs.values();
    }

    /** Finds a pair; empty when it did not trade in the last 7 days. */
    public Optional<LegacyPair> find(String name) {
        return Optional.ofNullable(pairs.get(name));
    }

    /** Returns how many pairs sum markets of several issuers, because their assets have the same labels. */
    public int mixedCount() {
        return Math.toIntExact(marketsByName.values().stream()
                .filter(sharing -> sharing.size() > 1)
                .count());
    }

    /**
     * Reads what changed.
     *
     * @param tx a snapshot, so that windows, their instant and books belong together
     * @return empty until windows were computed for the first time
     */
    public Optional<Change> read(Transaction tx) {
        return store.findSnapshot(tx).map(snapshot -> read(tx, snapshot));
    }

    private Change read(Transaction tx, MarketSnapshot snapshot) {
        var changed = new HashSet<String>();
        if (snapshot.generation() != generation || snapshot.asOf().isBefore(readAsOf)) {
            changed.addAll(pairs.keySet());
            clear();
        }
        List<ChangedWindow> windows = store.listChangedWindows(tx, readAsOf);
        List<OrderBookSummary> books = store.listChangedBooks(tx, readAsOf);
        windows.forEach(window -> put(window, changed));
        books.forEach(book -> put(book, changed));
        removeExpired(snapshot.asOf(), changed);
        changed.forEach(this::sum);
        readAsOf = snapshot.asOf();
        generation = snapshot.generation();
        return new Change(snapshot.versionAt(), changed, newest(windows));
    }

    private static Optional<TradeId> newest(List<ChangedWindow> windows) {
        return windows.stream()
                .map(ChangedWindow::window)
                .filter(MarketWindow::bothValid)
                .map(window -> window.stats().last())
                .max(Comparator.naturalOrder());
    }

    private void clear() {
        markets.clear();
        marketsByName.clear();
        booksByName.clear();
        readAsOf = Instant.EPOCH;
    }

    private void put(ChangedWindow changedWindow, Set<String> changed) {
        MarketWindow window = changedWindow.window();
        String name = PairName.of(window);
        NamedMarket known = markets.get(changedWindow.pairId());
        if (known != null && (!window.bothValid() || !known.name.equals(name))) {
            // Both windows of a market change their labels in one snapshot, so the other one is read, too.
            remove(changedWindow.pairId(), known, changed);
            known = null;
        }
        if (window.bothValid()) {
            NamedMarket market = known == null ? add(changedWindow.pairId(), name) : known;
            market.windows.put(StoredWindow.ofHours(window.windowHours()), changedWindow);
            changed.add(name);
        }
    }

    private NamedMarket add(int pairId, String name) {
        var market = new NamedMarket(name);
        markets.put(pairId, market);
        marketsByName.computeIfAbsent(name, _ -> new HashSet<>()).add(pairId);
        return market;
    }

    private void remove(int pairId, NamedMarket market, Set<String> changed) {
        markets.remove(pairId);
        Objects.requireNonNull(marketsByName.get(market.name)).remove(pairId);
        changed.add(market.name);
    }

    private void put(OrderBookSummary book, Set<String> changed) {
        String name = PairName.ofCodes(book.pair());
        booksByName.computeIfAbsent(name, _ -> new HashMap<>()).put(book.pair(), book);
        changed.add(name);
    }

    /** Removes windows without a trade in them any more; their rows are deleted. */
    private void removeExpired(Instant asOf, Set<String> changed) {
        var empty = new ArrayList<Map.Entry<Integer, NamedMarket>>();
        for (Map.Entry<Integer, NamedMarket> entry : markets.entrySet()) {
            NamedMarket market = entry.getValue();
            if (market.windows.values().removeIf(window -> !window.expiresAt().isAfter(asOf))) {
                changed.add(market.name);
                if (market.windows.isEmpty()) {
                    empty.add(entry);
                }
            }
        }
        empty.forEach(entry -> remove(entry.getKey(), entry.getValue(), changed));
    }

    private void sum(String name) {
        Optional<MarketStats> week = stats(name, StoredWindow.WEEK);
        if (week.isEmpty()) {
            pairs.remove(name);
            return;
        }
        Collection<OrderBookSummary> books =
                booksByName.getOrDefault(name, Map.of()).values();
        pairs.put(
                name,
                new LegacyPair(
                        name,
                        stats(name, StoredWindow.DAY),
                        week.orElseThrow(),
                        books.isEmpty() ? OrderBookStats.NONE : OrderBookStats.of(books)));
    }

    private Optional<MarketStats> stats(String name, StoredWindow window) {
        return marketsByName.getOrDefault(name, Set.of()).stream()
                .sorted(Comparator.naturalOrder())
                .flatMap(pairId ->
                        Optional.ofNullable(Objects.requireNonNull(markets.get(pairId))
                                        .windows
                                        .get(window))
                                .stream())
                .map(stored -> stored.window().stats())
                .reduce(MarketStats::plus);
    }
}
