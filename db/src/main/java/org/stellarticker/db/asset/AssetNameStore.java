package org.stellarticker.db.asset;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Transaction;

/** Reads the names of assets. */
public final class AssetNameStore {

    private record Named(Asset asset, String name) {}

    /** Returns the names of the valid assets that traded in the last 7 days, as their issuers give them; none is blank. */
    public Map<Asset, String> mapTraded(Transaction tx) {
        return tx
                .list(
                        """
                        select code, issuer, trim(name) as name
                        from asset
                        where is_valid and trim(name) <> ''
                            and asset_id in (
                                select unnest(array[base_asset_id, counter_asset_id])
                                from market_window
                                join trade_pair using (trade_pair_id)
                                where window_hours = 168)
                        """,
                        columns -> new Named(AssetRow.asset(columns, "code", "issuer"), Columns.text(columns, "name")))
                .stream()
                .collect(toMap(Named::asset, Named::name));
    }
}
