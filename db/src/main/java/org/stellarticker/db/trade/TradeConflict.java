package org.stellarticker.db.trade;

/**
 * A trade or a ledger is stored with other values than those now told. History does not change: one of the two comes
 * from another network, or from a Horizon that is wrong.
 */
public final class TradeConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TradeConflict(String message) {
        super(message);
    }
}
