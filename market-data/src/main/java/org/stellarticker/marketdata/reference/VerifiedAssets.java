package org.stellarticker.marketdata.reference;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/**
 * The assets that may be named by their code alone, because the operator verified their issuers. Anybody may issue an
 * asset of any code, so that a code names no other asset. The native asset is always among them.
 */
public final class VerifiedAssets {

    private final Map<String, Asset> byCode;

    /**
     * Makes the set of verified assets.
     *
     * @throws IllegalArgumentException when two of them, or one and the native asset, have the same code
     */
    public VerifiedAssets(List<Asset> assets) {
        var codes = new HashSet<String>();
        for (Asset asset : assets) {
            boolean asNative = asset.code().equals(NativeAsset.XLM.code()) && !asset.equals(NativeAsset.XLM);
            if (asNative || !codes.add(asset.code())) {
                throw new IllegalArgumentException(
                        "expected one asset for each code, found " + asset + " beside another " + asset.code());
            }
        }
        byCode = Stream.concat(
                        assets.stream().filter(asset -> !asset.equals(NativeAsset.XLM)), Stream.of(NativeAsset.XLM))
                .collect(toUnmodifiableMap(Asset::code, Function.identity()));
    }

    /** Reads the setting {@code VERIFIED_ISSUERS}, a list of {@code CODE:ISSUER}. */
    public static VerifiedAssets parse(String text) {
        return new VerifiedAssets(AssetList.parse(text));
    }

    /** Returns whether the code alone stands for this asset. */
    public boolean contains(Asset asset) {
        return asset.equals(byCode.get(asset.code()));
    }

    /** Finds the asset that a code stands for; empty when nobody verified one. */
    public Optional<Asset> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** Returns the code of a verified asset, and {@code CODE:ISSUER} of any other. */
    public String symbol(Asset asset) {
        return contains(asset) ? asset.code() : asset.key();
    }
}
