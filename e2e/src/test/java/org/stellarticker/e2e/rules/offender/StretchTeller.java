package org.stellarticker.e2e.rules.offender;

/** Tells in words that nobody outside can guess; {@code told} as code is none of its sins. */
public final class StretchTeller {

    private int toldBefore;

    /** Adds, and changes what a question should leave alone. */
    public boolean isDead(int seam) {
        toldBefore += seam;
        return toldBefore > 0;
    }
}
