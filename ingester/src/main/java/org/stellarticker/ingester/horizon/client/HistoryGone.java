package org.stellarticker.ingester.horizon.client;

/** The request is for trades older than those that this Horizon keeps (410). */
public final class HistoryGone extends RuntimeException {

    private static final long serialVersionUID = 1;

    HistoryGone(String message) {
        super(message);
    }
}
