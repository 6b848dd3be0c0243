package org.stellarticker.ingester.horizon;

/** What was asked for is older than what this Horizon keeps (410). */
final class HistoryGone extends RuntimeException {

    private static final long serialVersionUID = 1;

    HistoryGone(String message) {
        super(message);
    }
}
