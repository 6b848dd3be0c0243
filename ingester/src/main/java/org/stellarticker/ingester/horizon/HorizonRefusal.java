package org.stellarticker.ingester.horizon;

/** Horizon says that we asked wrongly (400): a fault of ours, which asking again does not mend. */
public final class HorizonRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    HorizonRefusal(String message) {
        super(message);
    }
}
