package org.stellarticker.db.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.db.Columns;

/** Reads assets from rows. */
public final class AssetRow {

    private AssetRow() {}

    /** Reads the asset that two columns name. */
    public static Asset asset(ResultSet columns, String code, String issuer) throws SQLException {
        String issuedBy = Columns.text(columns, issuer);
        return issuedBy.equals(NativeAsset.XLM.issuer())
                ? NativeAsset.XLM
                : Asset.issued(Columns.text(columns, code), issuedBy);
    }
}
