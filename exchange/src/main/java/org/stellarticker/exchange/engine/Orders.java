package org.stellarticker.exchange.engine;

import org.jspecify.annotations.Nullable;

/** All orders that the engine remembers: the open ones, and the newest of the finished ones. */
final class Orders {

    private final OrderIndex index;
    private final Accounts accounts;
    private final int remembered;
    private long lastNumber;
    private @Nullable OrderEntry unused;
    private @Nullable OrderEntry oldestFinished;
    private @Nullable OrderEntry newestFinished;
    private int finished;

    Orders(Accounts accounts, int remembered) {
        this.accounts = accounts;
        this.remembered = remembered;
        this.index = new OrderIndex(remembered);
    }

    OrderIndex index() {
        return index;
    }

    /** Returns the number of the order that was placed last. */
    long lastNumber() {
        return lastNumber;
    }

    void continueAfter(long last) {
        lastNumber = last;
    }

    @Nullable
    OrderEntry oldestFinished() {
        return oldestFinished;
    }

    int open() {
        return index.size() - finished;
    }

    int finished() {
        return finished;
    }

    /** Makes a new order of a request. */
    OrderEntry add(OrderRequest request, long at) {
        OrderEntry order = takeUnused();
        order.set(request);
        order.number = ++lastNumber;
        order.receivedAt = at;
        order.updatedAt = at;
        remember(order);
        return order;
    }

    void remember(OrderEntry order) {
        index.add(order);
        accounts.get(order.account).remember(order);
    }

    /** Takes an order to be filled from a snapshot, else by {@link #add}. */
    OrderEntry takeUnused() {
        OrderEntry order = unused;
        if (order == null) {
            return new OrderEntry();
        }
        unused = order.next;
        order.next = null;
        return order;
    }

    void finish(OrderEntry order) {
        order.next = null;
        if (newestFinished == null) {
            oldestFinished = order;
        } else {
            newestFinished.next = order;
        }
        newestFinished = order;
        finished++;
    }

    /** Forgets the oldest finished orders. Called between commands, so that no command meets an order used anew. */
    void forgetOldest() {
        while (finished > remembered && oldestFinished != null) {
            OrderEntry order = oldestFinished;
            oldestFinished = order.next;
            if (oldestFinished == null) {
                newestFinished = null;
            }
            finished--;
            index.remove(order);
            accounts.get(order.account).forget(order);
            order.next = unused;
            unused = order;
        }
    }
}
