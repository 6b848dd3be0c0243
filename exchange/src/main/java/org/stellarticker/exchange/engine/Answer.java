package org.stellarticker.exchange.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.stellarticker.exchange.Refusal;

/** What the engine answers to the last command; the next one changes it. */
public final class Answer {

    /** What was done. */
    public enum Kind {
        /** An account is open. */
        OPENED,
        /** An order is placed. */
        PLACED,
        /** An order is cancelled or amended. */
        CHANGED,
        /** Orders are cancelled, or nothing is to be said. */
        CANCELLED_ALL
    }

    /** The number of no instrument. */
    public static final int NO_INSTRUMENT = -1;

    private Kind kind = Kind.CANCELLED_ALL;
    private @Nullable Refusal refusal;
    private long expected;
    private long found;
    private @Nullable OrderEntry order;
    private long accountNumber;
    private boolean duplicate;
    private int orders;
    private int instrument = NO_INSTRUMENT;

    /** Begins the answer to the next command. */
    void about(int number) {
        instrument = number;
    }

    Answer refused(Refusal why, long bound, long value) {
        refusal = why;
        expected = bound;
        found = value;
        order = null;
        return this;
    }

    Answer placed(OrderEntry placed, boolean again) {
        done(Kind.PLACED);
        order = placed;
        duplicate = again;
        return this;
    }

    Answer changed(OrderEntry changed) {
        done(Kind.CHANGED);
        order = changed;
        return this;
    }

    Answer opened(AccountEntry opened) {
        done(Kind.OPENED);
        accountNumber = opened.number;
        return this;
    }

    Answer cancelled(int cancelled) {
        done(Kind.CANCELLED_ALL);
        orders = cancelled;
        return this;
    }

    private void done(Kind what) {
        kind = what;
        refusal = null;
        order = null;
    }

    /** Returns why the command had no effect, or null when it had one; then the kind says which. */
    public @Nullable Refusal refusal() {
        return refusal;
    }

    public Kind kind() {
        return kind;
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
    public OrderEntry order() {
        return Objects.requireNonNull(order);
    }

    /** Returns the number of the account that was opened. */
    public long accountNumber() {
        return accountNumber;
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
