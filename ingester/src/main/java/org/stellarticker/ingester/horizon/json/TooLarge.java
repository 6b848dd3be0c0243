package org.stellarticker.ingester.horizon.json;

import java.io.IOException;

/** An answer is larger than the bound, and cannot be reduced to its records. */
public final class TooLarge extends IOException {

    private static final long serialVersionUID = 1;

    TooLarge() {
        super("expected an answer of at most " + Sizes.LARGEST_PAGE + " bytes, found more");
    }
}
