package org.stellarticker.db.asset;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Assets. One that was met in a trade only is there too, but not valid. */
public final class AssetStore {

    /** The signal that what is listed changed. */
    public static final String CHANGED = "assets_changed";

    private static final String SAVE_LISTED = Sql.of(AssetStore.class, "save-listed");

    /**
     * Stores what Horizon lists. Rows that say the same already stay as they are.
     *
     * @param at when the list was read
     */
    @WrittenBy(Program.INGESTER)
    public void saveListed(Transaction tx, List<ListedAsset> assets, Instant at) {
        // In one order everywhere, so that two transactions that insert the same never wait for each other in a circle.
        List<ListedAsset> sorted =
                assets.stream().sorted((a, b) -> a.asset().compareTo(b.asset())).toList();
        boolean[] authRequired = new boolean[sorted.size()];
        boolean[] authRevocable = new boolean[sorted.size()];
        boolean[] valid = new boolean[sorted.size()];
        for (int i = 0; i < sorted.size(); i++) {
            authRequired[i] = sorted.get(i).authRequired();
            authRevocable[i] = sorted.get(i).authRevocable();
            valid[i] = sorted.get(i).valid();
        }
        int changed = tx.update(
                SAVE_LISTED,
                at,
                sorted.stream().map(listed -> listed.asset().type()).toArray(String[]::new),
                sorted.stream().map(listed -> listed.asset().code()).toArray(String[]::new),
                sorted.stream().map(listed -> listed.asset().issuer()).toArray(String[]::new),
                sorted.stream().mapToLong(ListedAsset::numAccounts).toArray(),
                sorted.stream()
                        .map(ListedAsset::amount)
                        .map(BigDecimal::toPlainString)
                        .toArray(String[]::new),
                authRequired,
                authRevocable,
                sorted.stream().map(ListedAsset::tomlUrl).toArray(String[]::new),
                valid);
        if (changed > 0) {
            tx.get("select pg_notify(?, '')", _ -> true, CHANGED);
        }
    }

    /** All valid assets, the native one among them, by code and issuer. */
    public List<ValidAsset> listValid(Transaction tx) {
        return tx.list("select * from asset where is_valid order by code, issuer", AssetStore::read);
    }

    private static ValidAsset read(ResultSet columns) throws SQLException {
        return new ValidAsset(
                new ListedAsset(
                        AssetRow.asset(columns, "code", "issuer"),
                        columns.getLong("num_accounts"),
                        columns.getBigDecimal("amount"),
                        columns.getBoolean("auth_required"),
                        columns.getBoolean("auth_revocable"),
                        Columns.text(columns, "toml_url"),
                        columns.getBoolean("is_valid")),
                Columns.text(columns, "anchor_asset_code"),
                Columns.text(columns, "anchor_asset_type"),
                Columns.instant(columns, "last_valid_at"));
    }
}
