package org.stellarticker.db.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.stellarticker.core.asset.AssetFlags;

/** Reads the flags of an asset's issuer. */
final class AssetFlagsRow {

    private AssetFlagsRow() {}

    static AssetFlags read(ResultSet columns) throws SQLException {
        return new AssetFlags(
                columns.getBoolean("auth_required"),
                columns.getBoolean("auth_revocable"),
                columns.getBoolean("auth_immutable"),
                columns.getBoolean("auth_clawback_enabled"));
    }
}
