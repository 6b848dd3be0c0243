package org.stellarticker.core.asset;

/**
 * An asset that is traded. Two assets are the same only when both code and issuer are the same.
 *
 * <p>Assets are ordered as the ticker orients markets: the native asset first, then by {@link #key()}, byte by byte.
 */
public sealed interface Asset extends Comparable<Asset> permits NativeAsset, IssuedAsset {

    /** Returns the code as the ticker shows it; {@code XLM} for the native asset. */
    String code();

    /** Returns the issuing account's address, or {@code native}. */
    String issuer();

    /** Returns Horizon's asset type: {@code native}, {@code credit_alphanum4} or {@code credit_alphanum12}. */
    String type();

    /** Returns {@code CODE:ISSUER}; {@code XLM:native} for the native asset. */
    default String key() {
        return code() + ":" + issuer();
    }

    /** Returns an issued asset. */
    static Asset issued(String code, String issuer) {
        return new IssuedAsset(new AssetCode(code), new AccountId(issuer));
    }

    @Override
    default int compareTo(Asset other) {
        if (this instanceof NativeAsset || other instanceof NativeAsset) {
            return Boolean.compare(other instanceof NativeAsset, this instanceof NativeAsset);
        }
        // Codes and addresses are ASCII, so that chars sort as bytes do.
        return key().compareTo(other.key());
    }
}
