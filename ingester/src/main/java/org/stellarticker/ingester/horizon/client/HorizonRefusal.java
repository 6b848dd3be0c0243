package org.stellarticker.ingester.horizon.client;

/** Horizon refused the request as invalid (400), so that another try would give the same. */
public final class HorizonRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    HorizonRefusal(String message) {
        super(message);
    }
}
