package org.stellarticker.db.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.Columns;

/** Reads valid assets and their issuers from the rows of {@code list-valid.sql}. */
final class ValidAssetRow {

    private ValidAssetRow() {}

    static ValidAsset read(ResultSet columns) throws SQLException {
        return new ValidAsset(
                listed(columns),
                columns.getBoolean("asset_controlled_by_domain"),
                currency(columns),
                columns.getInt("issuer_id"),
                issuer(columns),
                Columns.instant(columns, "known_valid_at"));
    }

    private static ListedAsset listed(ResultSet columns) throws SQLException {
        return new ListedAsset(
                AssetRow.asset(columns, "code", "issuer"),
                new AssetHoldings(
                        held(columns, "num_accounts", "amount"),
                        held(columns, "accounts_maintaining", "balances_maintaining"),
                        held(columns, "accounts_unauthorized", "balances_unauthorized"),
                        held(columns, "claimable_balances", "claimable_balances_amount"),
                        held(columns, "liquidity_pools", "liquidity_pools_amount"),
                        held(columns, "contracts", "contracts_amount")),
                AssetFlagsRow.read(columns),
                Columns.text(columns, "contract_id"),
                Columns.text(columns, "toml_url"),
                columns.getBoolean("is_valid"));
    }

    private static Held held(ResultSet columns, String count, String amount) throws SQLException {
        return new Held(columns.getLong(count), columns.getBigDecimal(amount));
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

    static Issuer issuer(ResultSet columns) throws SQLException {
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
