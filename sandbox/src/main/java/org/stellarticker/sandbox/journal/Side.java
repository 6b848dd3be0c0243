package org.stellarticker.sandbox.journal;

/** A side of a stored trade, in the orientation in which it was recorded. */
public enum Side {
    BASE,
    COUNTER;

    public Side other() {
        return this == BASE ? COUNTER : BASE;
    }
}
