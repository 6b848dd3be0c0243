package org.stellarticker.sandbox.horizon.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.sandbox.journal.AssetDirectory;

/** Holds the assets' members as JSON, made once for each asset. */
public final class AssetTexts {

    /** The quoted members of one asset; code and issuer are empty for the native asset. */
    public static final class AssetText {

        final byte[] type;
        final byte[] code;
        final byte[] issuer;

        private AssetText(byte[] type, byte[] code, byte[] issuer) {
            this.type = type;
            this.code = code;
            this.issuer = issuer;
        }

        static AssetText of(Asset asset) {
            byte[] type = quoted(asset.type());
            return asset instanceof NativeAsset
                    ? new AssetText(type, new byte[0], new byte[0])
                    : new AssetText(type, quoted(asset.code()), quoted(asset.issuer()));
        }

        private static byte[] quoted(String text) {
            return ("\"" + text + "\"").getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final AssetDirectory assets;
    private volatile AssetText[] texts = new AssetText[0];

    public AssetTexts(AssetDirectory assets) {
        this.assets = assets;
    }

    public AssetText get(int number) {
        AssetText[] known = texts;
        if (number >= known.length) {
            known = grown();
        }
        return known[number];
    }

    private synchronized AssetText[] grown() {
        AssetText[] known = texts;
        AssetText[] all = Arrays.copyOf(known, assets.size());
        for (int number = known.length; number < all.length; number++) {
            all[number] = AssetText.of(assets.get(number));
        }
        texts = all;
        return all;
    }
}
