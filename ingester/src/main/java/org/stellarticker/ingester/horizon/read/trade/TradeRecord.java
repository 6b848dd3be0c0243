package org.stellarticker.ingester.horizon.read.trade;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;
import org.stellarticker.db.trade.RecordBody;

/**
 * A record of {@code /trades} as it was read, before it is known whether the position of its token is right.
 *
 * @param position the position of its token; null when it has none
 * @param trade null when the record cannot be read as a trade
 * @param reason why the record cannot be read; empty when it can
 */
record TradeRecord(@Nullable TradeId position, @Nullable Trade trade, Verbatim verbatim, String reason) {

    /** The record's text, which is only made when it is needed. */
    @FunctionalInterface
    interface Verbatim {
        RecordBody body();
    }

    static TradeRecord of(Trade trade, Verbatim verbatim) {
        return new TradeRecord(trade.id(), trade, verbatim, "");
    }

    static TradeRecord unreadable(@Nullable TradeId position, Verbatim verbatim, String reason) {
        return new TradeRecord(position, null, verbatim, reason);
    }

    /** Returns the record with the position of an event's id, if its own text has none. */
    TradeRecord at(@Nullable TradeId id) {
        return position != null || id == null ? this : new TradeRecord(id, trade, verbatim, reason);
    }

    /** Returns the record as an unreadable one, since its neighbours closed at other times. */
    TradeRecord misdated() {
        return trade == null
                ? this
                : unreadable(
                        position,
                        verbatim,
                        "ledger_close_time: expected a time near those of the trades beside it, found "
                                + trade.ledgerCloseTime());
    }

    /** Returns what is kept of a record that is no trade, and whose position is right. */
    UnreadableTrade unreadable() {
        return new UnreadableTrade(Optional.ofNullable(position).map(TradeId::token), verbatim.body(), reason);
    }

    /** Returns what is kept of a record whose position is wrong: its text, without a position. */
    UnreadableTrade outOf(PositionBounds bounds) {
        String why = position == null ? "" : bounds.reason(position);
        return new UnreadableTrade(Optional.empty(), verbatim.body(), reason.isEmpty() ? why : why + "; and " + reason);
    }
}
