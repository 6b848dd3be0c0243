package org.stellarticker.db.discovery;

import java.util.List;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetRow;

/** Finds new assets and markets. Scans and trades add assets, first windows add markets. */
public final class DiscoveryStore {

    /** Returns the numbers of known assets and markets. */
    public Known known(Transaction tx) {
        return tx.get(
                """
                select coalesce((select max(asset_id) from asset), 0) as newest_asset,
                    (select count(*) from asset where is_valid) as valid_assets,
                    (select count(*) from market_window where window_hours = 168) as markets
                """,
                columns -> new Known(
                        columns.getInt("newest_asset"), columns.getLong("valid_assets"), columns.getLong("markets")));
    }

    /** Returns the issued assets with ids above one, in the order in which they became known. */
    public List<KnownAsset> listAssetsAfter(Transaction tx, int id) {
        return tx.list(
                """
                select asset_id, code, issuer
                from asset
                where asset_id > ? and type <> 'native'
                order by asset_id
                """,
                columns -> new KnownAsset(columns.getInt("asset_id"), AssetRow.asset(columns, "code", "issuer")),
                id);
    }
}
