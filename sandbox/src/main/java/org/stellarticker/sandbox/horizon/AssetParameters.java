package org.stellarticker.sandbox.horizon;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;

/** Reads the three parameters {@code PREFIX_asset_type}, {@code _code} and {@code _issuer} that name an asset. */
final class AssetParameters {

    private AssetParameters() {}

    /** @throws Problem when a type was given, but no asset comes of it */
    static Optional<Asset> read(Query query, String prefix) {
        Optional<String> type = query.find(prefix + "_asset_type");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (type.get()) {
                    case "native" -> NativeAsset.XLM;
                    case "credit_alphanum4" -> issued(query, prefix, 4);
                    case "credit_alphanum12" -> issued(query, prefix, 12);
                    default ->
                        throw Problem.invalidField(
                                prefix + "_asset_type",
                                "Asset type must be native, credit_alphanum4 or credit_alphanum12");
                });
    }

    private static Asset issued(Query query, String prefix, int codeAtMost) {
        String code = query.find(prefix + "_asset_code").orElse("");
        String issuer = query.find(prefix + "_asset_issuer").orElse("");
        if (!isAccount(issuer)) {
            throw Problem.invalidField(
                    prefix + "_asset_issuer", "Account ID must start with `G` and contain 56 alphanum characters");
        }
        if (code.length() > codeAtMost || !isCode(code)) {
            throw Problem.invalidField(prefix + "_asset", "invalid " + prefix + "_asset: Asset code length is invalid");
        }
        return Asset.issued(code, issuer);
    }

    static boolean isCode(String text) {
        return text.matches("[A-Za-z0-9]{1,12}");
    }

    static boolean isAccount(String text) {
        return text.matches("G[A-Z2-7]{55}");
    }
}
