package org.stellarticker.sandbox.horizon;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.sandbox.horizon.request.Addresses;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.horizon.request.Query;

/** Reads the three parameters {@code PREFIX_asset_type}, {@code _code} and {@code _issuer} that name an asset. */
final class AssetParameters {

    private final Addresses addresses;

    AssetParameters(Addresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Reads the asset, if one is named.
     *
     * @return empty when no type was given
     * @throws Problem when the parameters name no valid asset
     */
    Optional<Asset> find(Query query, String prefix) {
        return query.find(prefix + "_asset_type").map(type -> switch (type) {
            case "native" -> NativeAsset.XLM;
            case "credit_alphanum4" -> issued(query, prefix, 4);
            case "credit_alphanum12" -> issued(query, prefix, 12);
            default ->
                throw Problem.invalidField(
                        prefix + "_asset_type", "Asset type must be native, credit_alphanum4 or credit_alphanum12");
        });
    }

    /**
     * Reads the asset.
     *
     * @throws Problem when the parameters name no valid asset, or are missing
     */
    Asset get(Query query, String prefix) {
        return find(query, prefix)
                .orElseThrow(() -> Problem.invalidField(prefix + "_asset_type", "Missing required field"));
    }

    private Asset issued(Query query, String prefix, int codeAtMost) {
        String code = query.find(prefix + "_asset_code").orElse("");
        String issuer = query.find(prefix + "_asset_issuer").orElse("");
        if (!addresses.isAccount(issuer)) {
            throw Problem.invalidField(
                    prefix + "_asset_issuer", "Account ID must start with `G` and contain 56 alphanum characters");
        }
        if (!addresses.isCode(code) || code.length() > codeAtMost) {
            throw Problem.invalidField(prefix + "_asset", "invalid " + prefix + "_asset: Asset code length is invalid");
        }
        return Asset.issued(code, issuer);
    }
}
