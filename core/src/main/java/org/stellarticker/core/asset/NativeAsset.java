package org.stellarticker.core.asset;

/** The lumen. It has no issuer; like the legacy ticker, we write {@code native} where an issuer is expected. */
public record NativeAsset() implements Asset {

    public static final NativeAsset XLM = new NativeAsset();

    @Override
    public String code() {
        return "XLM";
    }

    @Override
    public String issuer() {
        return "native";
    }

    @Override
    public String type() {
        return "native";
    }

    @Override
    public String toString() {
        return key();
    }
}
