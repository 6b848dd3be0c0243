package org.stellarticker.ingester.horizon;

/** The request is for trades older than those that this Horizon keeps (410). */
final class HistoryGone extends RuntimeException {

    private static final long serialVersionUID = 1;

    HistoryGone(String message) {
        super(message);
    }
}
