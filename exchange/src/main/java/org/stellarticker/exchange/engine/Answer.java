package org.stellarticker.exchange.engine;

import org.jspecify.annotations.Nullable;
import org.stellarticker.exchange.Refusal;

/** What the engine answers to the last command; the next one changes it. */
public final class Answer {

    /** The number of no instrument. */
    public static final int NO_INSTRUMENT = -1;

    private @Nullable Refusal refusal;
    private long expected;
    private long found;
    private @Nullable OrderEntry order;
    private @Nullable AccountEntry account;
    private boolean duplicate;
    private int orders;
    private int instrument = NO_INSTRUMENT;

    /** Begins the answer to the next command. */
    void about(int number) {
        instrument = number;
    }

    Answer refused(Refusal why, long bound, long value) {
        clear();
        refusal = why;
        expected = bound;
        found = value;
        return this;
    }

    Answer order(OrderEntry changed, boolean again) {
        clear();
        order = changed;
        duplicate = again;
        return this;
    }

    Answer account(AccountEntry opened) {
        clear();
        account = opened;
        return this;
    }

    Answer orders(int cancelled) {
        clear();
        orders = cancelled;
        return this;
    }

    private void clear() {
        refusal = null;
        order = null;
        account = null;
        duplicate = false;
        orders = 0;
    }

    /** Returns why the command had no effect, or null when it had one. */
    public @Nullable Refusal refusal() {
        return refusal;
    }

    /** Returns the bound that the refused value had to keep, where there is one. */
    public long expected() {
        return expected;
    }

    /** Returns the value that was refused. */
    public long found() {
        return found;
    }

    /** Returns the number of the instrument that the command is about, or {@link #NO_INSTRUMENT}. */
    public int instrument() {
        return instrument;
    }

    /** Returns the order that was placed, cancelled or amended. */
    public @Nullable OrderEntry order() {
        return order;
    }

    /** Returns the account that was opened. */
    public @Nullable AccountEntry account() {
        return account;
    }

    /** Returns whether the order had been placed before. */
    public boolean duplicate() {
        return duplicate;
    }

    /** Returns how many orders were cancelled together. */
    public int orders() {
        return orders;
    }
}
