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

    /** Returns the form of SEP-11: {@code native} or {@code CODE:ISSUER}. */
    default String sep11() {
        return this instanceof NativeAsset ? NativeAsset.XLM.issuer() : key();
    }

    /** Returns an issued asset. */
    static Asset issued(String code, String issuer) {
        return new IssuedAsset(new AssetCode(code), new AccountId(issuer));
    }

    /**
     * Reads an asset as people write it: {@code native} or {@code XLM}, else {@code CODE:ISSUER} (SEP-11) or {@code
     * CODE-ISSUER}.
     *
     * @throws IllegalArgumentException when it is anything else; the message says what was expected and found
     */
    static Asset parse(String text) {
        if (text.equals(NativeAsset.XLM.issuer())
                || text.equals(NativeAsset.XLM.code())
                || text.equals(NativeAsset.XLM.key())) {
            return NativeAsset.XLM;
        }
        int separator = Math.max(text.indexOf(':'), text.indexOf('-'));
        if (separator < 0) {
            throw new IllegalArgumentException("expected native or CODE:ISSUER, found \"" + text + "\"");
        }
        try {
            return issued(text.substring(0, separator), text.substring(separator + 1));
        } catch (IllegalArgumentException noAsset) {
            throw new IllegalArgumentException("expected native or CODE:ISSUER, found \"" + text + "\"", noAsset);
        }
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
