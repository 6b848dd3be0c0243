package org.stellarticker.core.asset;

/** The code of an issued asset: 1 to 12 ASCII letters and digits; {@code usd} and {@code USD} are different codes. */
public record AssetCode(String value) {

    public AssetCode {
        if (value.isEmpty() || value.length() > 12 || !value.chars().allMatch(AssetCode::isLetterOrDigit)) {
            throw new IllegalArgumentException(
                    "asset code: expected 1 to 12 ASCII letters and digits, found \"" + value + "\"");
        }
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
