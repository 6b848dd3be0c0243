package org.stellarticker.sandbox.journal;

import java.util.HexFormat;

/** A liquidity pool's id, 32 bytes, in the order of its hexadecimal form. */
public record PoolId(long first, long second, long third, long fourth) implements Comparable<PoolId> {

    /**
     * Reads an id.
     *
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException when it is anything else
     */
    public static PoolId parse(String hex) {
        if (hex.length() != 64) {
            throw new IllegalArgumentException("liquidity pool: expected 64 hexadecimal digits, found \"" + hex + "\"");
        }
        return new PoolId(
                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                HexFormat.fromHexDigitsToLong(hex, 16, 32),
                HexFormat.fromHexDigitsToLong(hex, 32, 48),
                HexFormat.fromHexDigitsToLong(hex, 48, 64));
    }

    @Override
    public int compareTo(PoolId other) {
        int order = Long.compareUnsigned(first, other.first);
        order = order != 0 ? order : Long.compareUnsigned(second, other.second);
        order = order != 0 ? order : Long.compareUnsigned(third, other.third);
        return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
    }

    @Override
    public String toString() {
        var hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }
}
