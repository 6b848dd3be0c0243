package org.stellarticker.core.asset;

/** The lumen. It has no issuer; the former ticker wrote {@code native} in its place, and so do we. */
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
