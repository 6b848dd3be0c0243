package org.stellarticker.ingester.horizon.read.trade;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/** A cache of parsed assets, since the same few occur in most trades. Safe for use by many threads. */
final class KnownAssets {

    /** One cache for all pages, so that equal assets are mostly the same object, which is faster to compare. */
    static final KnownAssets SHARED = new KnownAssets();

    private static final int MOST = 20_000;

    private record Key(String type, String code, String issuer) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key(String otherType, String otherCode, String otherIssuer)
                    && issuer.equals(otherIssuer)
                    && code.equals(otherCode)
                    && type.equals(otherType);
        }

        @Override
        public int hashCode() {
            return 31 * code.hashCode() + issuer.hashCode();
        }
    }

    private final Map<Key, Asset> known = new ConcurrentHashMap<>();

    private KnownAssets() {}

    /**
     * Returns the asset that Horizon's three members describe; code and issuer are empty for the native one.
     *
     * @throws IllegalArgumentException when they describe none
     */
    Asset get(String type, String code, String issuer) {
        if (type.equals("native")) {
            return NativeAsset.XLM;
        }
        var key = new Key(type, code, issuer);
        Asset asset = known.get(key);
        if (asset == null) {
            asset = checked(key);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, asset);
        }
        return asset;
    }

    private static Asset checked(Key key) {
        Asset asset = Asset.issued(key.code(), key.issuer());
        if (!asset.type().equals(key.type())) {
            throw new IllegalArgumentException(
                    "asset type: expected " + asset.type() + " for " + asset + ", found \"" + key.type() + "\"");
        }
        return asset;
    }
}
