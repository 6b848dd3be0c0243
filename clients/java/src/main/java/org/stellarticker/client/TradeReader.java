package org.stellarticker.client;

import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stellarticker.client.error.PositionNotKeptException;
import org.stellarticker.client.market.Trade;

/** The trades of a market, each once. Where the stream no longer keeps the position, those since are read from the list. */
final class TradeReader implements Iterator<Trade> {

    private final Iterator<StreamEvent> events;
    private final Pages<?, Trade> oldestFirst;
    private final Set<String> listed = new HashSet<>();
    private @Nullable Iterator<Trade> list;
    private @Nullable String newest;
    private @Nullable Trade following;

    TradeReader(Iterator<StreamEvent> events, Pages<?, Trade> oldestFirst) {
        this.events = events;
        this.oldestFirst = oldestFirst;
    }

    @Override
    public boolean hasNext() {
        while (following == null) {
            if (list != null && list.hasNext()) {
                following = list.next();
                listed.add(following.pagingToken());
                newest = following.pagingToken();
                return true;
            }
            list = null;
            if (!events.hasNext()) {
                return false;
            }
            take(events.next());
        }
        return true;
    }

    private void take(StreamEvent event) {
        if (event.kind().equals("reset")) {
            if (newest == null) {
                throw new PositionNotKeptException("the stream no longer keeps the position that was asked for");
            }
            list = oldestFirst.after(newest).iterator();
        } else if (event.data() instanceof Trade trade && !listed.contains(trade.pagingToken())) {
            following = trade;
            newest = newest == null || isAfter(trade.pagingToken(), newest) ? trade.pagingToken() : newest;
        }
    }

    /** Returns whether a trade comes after another in the network's history. */
    private static boolean isAfter(String token, String other) {
        String[] parts = token.split("-", 2);
        String[] others = other.split("-", 2);
        int order = Long.compare(Long.parseLong(parts[0]), Long.parseLong(others[0]));
        return order > 0 || (order == 0 && Long.parseLong(parts[1]) > Long.parseLong(others[1]));
    }

    @Override
    public Trade next() {
        if (!hasNext() || following == null) {
            throw new NoSuchElementException("the stream was closed");
        }
        Trade trade = following;
        following = null;
        return trade;
    }
}
