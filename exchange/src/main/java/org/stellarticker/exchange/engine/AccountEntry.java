package org.stellarticker.exchange.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.exchange.Account;
import org.stellarticker.exchange.Balance;
import org.stellarticker.exchange.Order;

/** An account in the engine. */
public final class AccountEntry {

    final int number;
    final String subject;
    /** In stroops, by the asset's number. */
    final long[] total;

    final long[] held;
    /** Whether the current command has changed the balance. */
    final boolean[] changed;

    int openOrders;

    @Nullable
    OrderEntry newest;

    @Nullable
    OrderEntry newestOpen;

    @Nullable
    OrderEntry oldestOpen;

    AccountEntry(int number, String subject, int assets) {
        this.number = number;
        this.subject = subject;
        this.total = new long[assets];
        this.held = new long[assets];
        this.changed = new boolean[assets];
    }

    long available(int asset) {
        return total[asset] - held[asset];
    }

    void remember(OrderEntry order) {
        order.olderOfAccount = newest;
        order.newerOfAccount = null;
        if (newest != null) {
            newest.newerOfAccount = order;
        }
        newest = order;
    }

    void forget(OrderEntry order) {
        OrderEntry older = order.olderOfAccount;
        OrderEntry newer = order.newerOfAccount;
        if (older != null) {
            older.newerOfAccount = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.olderOfAccount = older;
        }
        order.olderOfAccount = null;
        order.newerOfAccount = null;
    }

    /** Adds an order that begins to rest, also one that rests again after an amendment. */
    void open(OrderEntry order) {
        order.olderOpen = newestOpen;
        order.newerOpen = null;
        if (newestOpen == null) {
            oldestOpen = order;
        } else {
            newestOpen.newerOpen = order;
        }
        newestOpen = order;
        openOrders++;
    }

    void close(OrderEntry order) {
        OrderEntry older = order.olderOpen;
        OrderEntry newer = order.newerOpen;
        if (older == null) {
            oldestOpen = newer;
        } else {
            older.newerOpen = newer;
        }
        if (newer == null) {
            newestOpen = older;
        } else {
            newer.olderOpen = older;
        }
        order.olderOpen = null;
        order.newerOpen = null;
        openOrders--;
    }

    /** Returns remembered orders, newest first, that were placed before the last one, or all when there is none. */
    List<Order> orders(@Nullable OrderEntry last, int limit) {
        var found = new ArrayList<Order>();
        OrderEntry next = last == null ? newest : last.olderOfAccount;
        for (; next != null && found.size() < limit; next = next.olderOfAccount) {
            found.add(next.copy());
        }
        return found;
    }

    /** Returns the open ones of them. */
    List<Order> open(@Nullable OrderEntry last, int limit) {
        var open = new ArrayList<OrderEntry>();
        for (OrderEntry next = newestOpen; next != null; next = next.olderOpen) {
            if (last == null || next.number < last.number) {
                open.add(next);
            }
        }
        // An amended order may rest behind one that was placed after it.
        return open.stream()
                .sorted(Comparator.comparingLong(OrderEntry::number).reversed())
                .limit(limit)
                .map(OrderEntry::copy)
                .toList();
    }

    public long number() {
        return number;
    }

    /** Returns a copy that may be kept. */
    Account copy(List<Asset> assets) {
        List<Balance> balances = new ArrayList<>();
        for (int asset = 0; asset < assets.size(); asset++) {
            balances.add(new Balance(assets.get(asset), total[asset], held[asset]));
        }
        return new Account(number, subject, balances, openOrders);
    }
}
