package org.stellarticker.core.market;

import java.math.BigDecimal;

/**
 * An amount of an asset in stroops, the network's smallest unit: 10,000,000 stroops are one unit. Never negative.
 *
 * <p>A single amount fits a {@code long}; a sum of amounts does not, and is a {@link BigDecimal}.
 */
public record Amount(long stroops) implements Comparable<Amount> {

    /** The number of decimals of a unit. */
    public static final int SCALE = 7;

    public static final Amount ZERO = new Amount(0);

    public Amount {
        if (stroops < 0) {
            throw new IllegalArgumentException("amount: expected 0 or more stroops, found " + stroops);
        }
    }

    /**
     * Reads Horizon's form.
     *
     * @param units a plain decimal with at most 7 decimals, such as {@code 2.6489062}
     * @throws IllegalArgumentException when it is anything else, negative, or beyond 64 bits of stroops
     */
    public static Amount parse(String units) {
        int dot = units.indexOf('.');
        int wholeEnd = dot < 0 ? units.length() : dot;
        int decimals = dot < 0 ? 0 : units.length() - dot - 1;
        if (wholeEnd == 0 || decimals > SCALE || (dot >= 0 && decimals == 0)) {
            throw unreadable(units);
        }
        // Parsed digit by digit: two amounts of every trade are parsed here.
        long stroops = 0;
        try {
            for (int i = 0; i < units.length(); i++) {
                if (i != dot) {
                    stroops = followedBy(units.charAt(i) - '0', stroops);
                }
            }
            for (int i = decimals; i < SCALE; i++) {
                stroops = followedBy(0, stroops);
            }
        } catch (ArithmeticException noDigitOrBeyond64Bits) {
            throw unreadable(units);
        }
        return new Amount(stroops);
    }

    private static long followedBy(int digit, long number) {
        if (digit < 0 || digit > 9) {
            throw new ArithmeticException("no digit");
        }
        return Math.addExact(Math.multiplyExact(number, 10L), digit);
    }

    private static IllegalArgumentException unreadable(String found) {
        return new IllegalArgumentException(
                "amount: expected a decimal of at most 7 decimals within 64 bits of stroops, found \"" + found + "\"");
    }

    /** Returns the amount in units, with seven decimals. */
    public BigDecimal units() {
        return BigDecimal.valueOf(stroops, SCALE);
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(stroops, other.stroops);
    }

    /** Returns Horizon's form: units with seven decimals. */
    @Override
    public String toString() {
        return units().toPlainString();
    }
}
