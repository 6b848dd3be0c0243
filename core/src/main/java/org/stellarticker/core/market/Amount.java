package org.stellarticker.core.market;

import java.math.BigDecimal;

/**
 * An amount of an asset in stroops, the network's smallest unit: 10,000,000 stroops are one unit. Never negative.
 *
 * <p>A single amount fits a {@code long}; a sum of amounts does not, and is a {@link BigDecimal}.
 */
public record Amount(long stroops) implements Comparable<Amount> {

    /** Decimals of a unit. */
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
        String whole = dot < 0 ? units : units.substring(0, dot);
        String decimals = dot < 0 ? "" : units.substring(dot + 1);
        if (whole.isEmpty()
                || decimals.length() > SCALE
                || (dot >= 0 && decimals.isEmpty())
                || !digits(whole + decimals)) {
            throw unreadable(units);
        }
        try {
            return new Amount(Long.parseLong(whole + decimals + "0".repeat(SCALE - decimals.length())));
        } catch (NumberFormatException beyond64Bits) {
            throw unreadable(units);
        }
    }

    private static boolean digits(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) < '0' || s.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException unreadable(String found) {
        return new IllegalArgumentException(
                "amount: expected a decimal of at most 7 decimals within 64 bits of stroops, found \"" + found + "\"");
    }

    /** In units, with seven decimals. */
    public BigDecimal units() {
        return BigDecimal.valueOf(stroops, SCALE);
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(stroops, other.stroops);
    }

    /** Horizon's form: units with seven decimals. */
    @Override
    public String toString() {
        return units().toPlainString();
    }
}
