package org.stellarticker.exchange.engine;

import com.carrotsearch.hppc.LongObjectHashMap;
import com.carrotsearch.hppc.ObjectHashSet;
import org.jspecify.annotations.Nullable;

/** Finds remembered orders by their ids. */
final class OrderIndex {

    /** By the lower half of the id, which is random; no two orders have the same one. */
    private final LongObjectHashMap<OrderEntry> byId;

    private final ByClientId byClientId;
    private final OrderEntry wanted = new OrderEntry();

    OrderIndex(int orders) {
        byId = new LongObjectHashMap<>(orders);
        byClientId = new ByClientId(orders);
    }

    int size() {
        return byId.size();
    }

    @Nullable
    OrderEntry find(long idHigh, long idLow) {
        OrderEntry order = byId.get(idLow);
        return order != null && order.idHigh == idHigh ? order : null;
    }

    boolean isUsed(long idLow) {
        return byId.containsKey(idLow);
    }

    /** Returns the order that has the request's account and client order id, or null. */
    @Nullable
    OrderEntry findSame(OrderRequest request) {
        if (request.client1 == 0) {
            return null;
        }
        wanted.account = (int) request.account;
        wanted.client1 = request.client1;
        wanted.client2 = request.client2;
        wanted.client3 = request.client3;
        wanted.client4 = request.client4;
        wanted.client5 = request.client5;
        int at = byClientId.indexOf(wanted);
        return byClientId.indexExists(at) ? byClientId.indexGet(at) : null;
    }

    void add(OrderEntry order) {
        byId.put(order.idLow, order);
        if (order.hasClientId()) {
            byClientId.add(order);
        }
    }

    void remove(OrderEntry order) {
        byId.remove(order.idLow);
        if (order.hasClientId()) {
            byClientId.removeOrder(order);
        }
    }

    /** Orders, equal when account and client order id are. */
    private static final class ByClientId extends ObjectHashSet<OrderEntry> {

        ByClientId(int orders) {
            super(orders);
        }

        @Override
        protected int hashKey(OrderEntry order) {
            long mixed = order.client1 * 31 + order.client2;
            mixed = mixed * 31 + order.client3;
            mixed = mixed * 31 + order.client4;
            mixed = mixed * 31 + order.client5;
            mixed = (mixed ^ order.account) * 0x9e3779b97f4a7c15L;
            return (int) (mixed ^ (mixed >>> Integer.SIZE));
        }

        @Override
        protected boolean equals(Object one, Object other) {
            var left = (OrderEntry) one;
            var right = (OrderEntry) other;
            return left.account == right.account
                    && left.client1 == right.client1
                    && left.client2 == right.client2
                    && left.client3 == right.client3
                    && left.client4 == right.client4
                    && left.client5 == right.client5;
        }

        void removeOrder(OrderEntry order) {
            int at = indexOf(order);
            if (indexExists(at)) {
                indexRemove(at);
            }
        }
    }
}
