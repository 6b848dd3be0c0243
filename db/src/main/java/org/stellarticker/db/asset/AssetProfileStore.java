package org.stellarticker.db.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Reads what is known of assets. */
public final class AssetProfileStore {

    private static final String FIND = Sql.of(
            AssetProfileStore.class,
            "list-profiles",
            Map.of("only", "(asset.code, asset.issuer) = (?, ?)", "limit", ""));
    private static final String LIST_VALID = Sql.of(
            AssetProfileStore.class,
            "list-profiles",
            Map.of("only", "is_valid and (asset.code, asset.issuer) > (?, ?)", "limit", "limit ?"));

    /** Finds an asset; empty when it was neither listed nor traded yet. */
    public Optional<AssetProfile> find(Transaction tx, Asset asset) {
        return tx.find(FIND, AssetProfileStore::read, asset.code(), asset.issuer());
    }

    /**
     * Lists valid assets, by code and issuer.
     *
     * @param after the asset after which the list begins; empty for the beginning
     * @param most above 0
     */
    public List<AssetProfile> listValid(Transaction tx, Optional<Asset> after, int most) {
        return tx.list(
                LIST_VALID,
                AssetProfileStore::read,
                after.map(Asset::code).orElse(""),
                after.map(Asset::issuer).orElse(""),
                most);
    }

    private static AssetProfile read(ResultSet columns) throws SQLException {
        boolean listed = columns.getBoolean("listed");
        return new AssetProfile(
                AssetRow.asset(columns, "code", "issuer"),
                columns.getBoolean("is_valid"),
                listed ? Optional.of(holdings(columns)) : Optional.empty(),
                listed ? Optional.of(AssetFlagsRow.read(columns)) : Optional.empty(),
                Columns.text(columns, "name"),
                Columns.text(columns, "description"),
                Columns.text(columns, "organisation"),
                Columns.text(columns, "domain"));
    }

    private static AssetHoldings holdings(ResultSet columns) throws SQLException {
        return new AssetHoldings(
                held(columns, "num_accounts", "amount"),
                held(columns, "accounts_maintaining", "balances_maintaining"),
                held(columns, "accounts_unauthorized", "balances_unauthorized"),
                held(columns, "claimable_balances", "claimable_balances_amount"),
                held(columns, "liquidity_pools", "liquidity_pools_amount"),
                held(columns, "contracts", "contracts_amount"));
    }

    private static Held held(ResultSet columns, String count, String amount) throws SQLException {
        return new Held(columns.getLong(count), columns.getBigDecimal(amount));
    }
}
