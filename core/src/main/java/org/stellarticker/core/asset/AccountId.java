package org.stellarticker.core.asset;

/**
 * An account's address: {@code G} and 55 characters of base 32 (SEP-23), or {@code M} and 68 for a multiplexed one.
 *
 * <p>Form only is checked here, the checksum is not: what Horizon sends has passed the network's own check.
 */
public record AccountId(String value) {

    public AccountId {
        boolean form =
                (value.length() == 56 && value.charAt(0) == 'G') || (value.length() == 69 && value.charAt(0) == 'M');
        if (!form || !isBase32(value)) {
            throw new IllegalArgumentException(
                    "account: expected an address of G and 55 base-32 characters, found \"" + value + "\"");
        }
    }

    /** A loop, because two accounts of every trade come by here. */
    private static boolean isBase32(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '2' || c > '7')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
