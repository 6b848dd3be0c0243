package org.stellarticker.core.asset;

/**
 * An account's address: {@code G} and 55 characters of base 32 (SEP-23), or {@code M} and 68 for a multiplexed account.
 *
 * <p>The constructor checks the form only, not the checksum: the network has checked what Horizon sends.
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

    /** Written as a loop: two accounts of every trade are checked here. */
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
