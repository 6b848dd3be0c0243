package org.stellarticker.client.error;

/** No market has this name. */
public final class MarketNotFoundException extends TickerException {

    private static final long serialVersionUID = 1;

    public MarketNotFoundException(String message) {
        super(message);
    }
}
