package org.stellarticker.ingester.horizon.read;

import okhttp3.HttpUrl;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/** The parameters of a request that name an asset. */
final class AssetParameters {

    private AssetParameters() {}

    /** @param side the beginning of the parameters' names, such as {@code selling} */
    static void add(HttpUrl.Builder url, String side, Asset asset) {
        url.addQueryParameter(side + "_asset_type", asset.type());
        if (!(asset instanceof NativeAsset)) {
            url.addQueryParameter(side + "_asset_code", asset.code());
            url.addQueryParameter(side + "_asset_issuer", asset.issuer());
        }
    }
}
