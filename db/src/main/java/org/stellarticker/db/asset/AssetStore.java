package org.stellarticker.db.asset;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Assets. One that was met in a trade only is there too, but not valid. */
public final class AssetStore {

    /** The signal that what is listed changed. */
    public static final String CHANGED = "assets_changed";

    private static final String SAVE_ISSUERS = Sql.of(AssetStore.class, "save-issuers");
    private static final String SAVE_LISTED = Sql.of(AssetStore.class, "save-listed");
    private static final String LIST_VALID = Sql.of(AssetStore.class, "list-valid");

    /**
     * Stores what Horizon lists, and the issuers of it. Rows that say the same already stay as they are.
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
        String[] issuers =
                sorted.stream().map(listed -> listed.asset().issuer()).toArray(String[]::new);
        String[] tomlUrls = sorted.stream().map(ListedAsset::tomlUrl).toArray(String[]::new);
        int issuersChanged = tx.update(SAVE_ISSUERS, issuers, tomlUrls);
        int changed = tx.update(
                SAVE_LISTED,
                at,
                sorted.stream().map(listed -> listed.asset().type()).toArray(String[]::new),
                sorted.stream().map(listed -> listed.asset().code()).toArray(String[]::new),
                issuers,
                sorted.stream().mapToLong(ListedAsset::numAccounts).toArray(),
                sorted.stream()
                        .map(ListedAsset::amount)
                        .map(BigDecimal::toPlainString)
                        .toArray(String[]::new),
                authRequired,
                authRevocable,
                tomlUrls,
                valid);
        if (changed + issuersChanged > 0) {
            tx.get("select pg_notify(?, '')", _ -> true, CHANGED);
        }
    }

    /** All valid assets, the native one among them, by code and issuer. */
    public List<ValidAsset> listValid(Transaction tx) {
        return tx.list(LIST_VALID, AssetStore::read);
    }

    /** As {@link #listValid}, one after the other: with all that issuers tell, all of them are a hundred megabytes. */
    public void forEachValid(Transaction tx, Consumer<ValidAsset> action) {
        tx.forEach(LIST_VALID, AssetStore::read, action);
    }

    /** All issuers of valid assets, by public key. */
    public List<Issuer> listIssuersOfValid(Transaction tx) {
        return tx.list("""
                select public_key, name as issuer_name, url, toml_url as issuer_toml_url, federation_server, auth_server,
                    transfer_server, web_auth_endpoint, deposit_server, org_twitter
                from issuer
                where issuer_id in (select issuer_id from asset where is_valid)
                order by public_key
                """, AssetStore::issuer);
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
                columns.getBoolean("asset_controlled_by_domain"),
                currency(columns),
                columns.getInt("issuer_id"),
                issuer(columns),
                Columns.instant(columns, "last_valid_at"));
    }

    private static Currency currency(ResultSet columns) throws SQLException {
        return new Currency(
                Columns.text(columns, "anchor_asset_code"),
                Columns.text(columns, "anchor_asset_type"),
                columns.getBoolean("is_asset_anchored"),
                columns.getInt("display_decimals"),
                Columns.text(columns, "name"),
                Columns.text(columns, "description"),
                Columns.text(columns, "conditions"),
                columns.getLong("fixed_number"),
                columns.getLong("max_number"),
                columns.getBoolean("is_unlimited"),
                Columns.text(columns, "redemption_instructions"),
                Columns.texts(columns, "collateral_addresses"),
                Columns.texts(columns, "collateral_address_signatures"),
                Columns.text(columns, "countries"),
                Columns.text(columns, "status"));
    }

    private static Issuer issuer(ResultSet columns) throws SQLException {
        return new Issuer(
                Columns.text(columns, "public_key"),
                Columns.text(columns, "issuer_name"),
                Columns.text(columns, "url"),
                Columns.text(columns, "issuer_toml_url"),
                Columns.text(columns, "federation_server"),
                Columns.text(columns, "auth_server"),
                Columns.text(columns, "transfer_server"),
                Columns.text(columns, "web_auth_endpoint"),
                Columns.text(columns, "deposit_server"),
                Columns.text(columns, "org_twitter"));
    }
}
