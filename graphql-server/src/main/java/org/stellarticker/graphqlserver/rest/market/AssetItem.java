package org.stellarticker.graphqlserver.rest.market;

import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.graphqlserver.rest.form.DirectoryForm;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.marketdata.directory.DescribedAsset;

/** What is known of an asset. */
final class AssetItem {

    static final RowForm<AssetFlags> FLAGS = new RowForm.Builder<AssetFlags>()
            .flag("auth_required", AssetFlags::authRequired)
            .flag("auth_revocable", AssetFlags::authRevocable)
            .flag("auth_immutable", AssetFlags::authImmutable)
            .flag("auth_clawback_enabled", AssetFlags::authClawbackEnabled)
            .build();

    static final RowForm<DescribedAsset> FORM = new RowForm.Builder<DescribedAsset>()
            .asset("asset", row -> row.asset().profile().asset())
            .text("code", row -> row.asset().profile().asset().code())
            .text("issuer", row -> row.asset().profile().asset().issuer())
            .text("type", row -> row.asset().profile().asset().type())
            .flag("valid", row -> row.asset().profile().valid())
            .text("name", row -> row.asset().profile().name())
            .text("description", row -> row.asset().profile().description())
            .text("organisation", row -> row.asset().profile().organisation())
            .text("domain", row -> row.asset().profile().domain())
            .optionalDecimal("supply", row -> row.asset().supply())
            .optionalCount("holders", row -> row.asset().holders())
            .optionalDecimal("price_usd", row -> row.asset().price().price())
            .optionalDecimal("volume_24h_usd", row -> row.asset().price().volume24hUsd())
            .optionalDecimal("market_value_usd", row -> row.asset().marketValueUsd())
            .object("flags", row -> row.asset().profile().flags(), FLAGS)
            .object("directory", DescribedAsset::directory, DirectoryForm.FORM)
            .texts("warnings", DescribedAsset::warnings)
            .build();

    private AssetItem() {}
}
