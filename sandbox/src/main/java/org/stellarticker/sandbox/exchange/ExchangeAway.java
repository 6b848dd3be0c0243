package org.stellarticker.sandbox.exchange;

/** Thrown when the exchange does not answer; what was sent may or may not have been done. */
final class ExchangeAway extends Exception {

    private static final long serialVersionUID = 1;

    ExchangeAway(Throwable cause) {
        super(cause.toString(), cause);
    }
}
