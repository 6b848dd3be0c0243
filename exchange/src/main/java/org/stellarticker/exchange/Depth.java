package org.stellarticker.exchange;

import java.util.List;

/**
 * A book, best levels first.
 *
 * @param event the number of the last event that it includes
 */
public record Depth(int instrument, List<Level> bids, List<Level> asks, long event) {

    public Depth {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }
}
