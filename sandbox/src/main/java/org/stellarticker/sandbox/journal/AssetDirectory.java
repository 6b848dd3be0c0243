package org.stellarticker.sandbox.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/** Numbers the assets that were ever traded, in the order of their first trades. One thread writes, many read. */
public final class AssetDirectory {

    private final Map<Asset, Integer> numbers = new ConcurrentHashMap<>();

    /** The assets by number. The array only grows; an element below {@code size} never changes. */
    private volatile Asset[] assets = new Asset[64];

    private volatile int size;

    /** Returns the asset's number; empty when it was never traded. */
    public OptionalInt find(Asset asset) {
        Integer number = numbers.get(asset);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    public Asset get(int number) {
        return assets[number];
    }

    public int size() {
        return size;
    }

    public List<Asset> list() {
        return List.of(Arrays.copyOf(assets, size));
    }

    int add(Asset asset) {
        int number = size;
        if (number == assets.length) {
            assets = Arrays.copyOf(assets, 2 * number);
        }
        assets[number] = asset;
        size = number + 1;
        numbers.put(asset, number);
        return number;
    }

    static byte[] encode(Asset asset) {
        return (asset instanceof NativeAsset ? "native" : asset.key()).getBytes(StandardCharsets.US_ASCII);
    }

    static Asset decode(byte[] text) {
        String key = new String(text, StandardCharsets.US_ASCII);
        int colon = key.indexOf(':');
        return colon < 0 ? NativeAsset.XLM : Asset.issued(key.substring(0, colon), key.substring(colon + 1));
    }
}
