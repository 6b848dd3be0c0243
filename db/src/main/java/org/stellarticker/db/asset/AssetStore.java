package org.stellarticker.db.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.AssetHoldings.Held;
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

    /** "asset"; all other advisory locks are of two numbers. */
    private static final long WRITING = 0x61_73_73_65_74L;

    private static final String SAVE_ISSUERS = Sql.of(AssetStore.class, "save-issuers");
    private static final String SAVE_LISTED = Sql.of(AssetStore.class, "save-listed");
    private static final String LIST_VALID = Sql.of(AssetStore.class, "list-valid", Map.of("only", ""));
    private static final String FIND_VALID =
            Sql.of(AssetStore.class, "list-valid", Map.of("only", " and (code, issuer) = (?, ?)"));
    private static final String UNLIST = Sql.of(AssetStore.class, "unlist");
    private static final String EXPIRE = Sql.of(AssetStore.class, "expire");
    private static final String SAVE_ENTRY = Sql.of(AssetStore.class, "save-entry");
    private static final String SAVE_FROM_TOML = Sql.of(AssetStore.class, "save-from-toml");
    private static final String SAVE_ISSUER = Sql.of(AssetStore.class, "save-issuer");

    /**
     * Stores what Horizon lists, and the issuers of it. Rows that say the same already stay as they are.
     *
     * @param at when the list was read
     * @return how many rows changed
     */
    @WrittenBy(Program.INGESTER)
    public int saveListed(Transaction tx, List<ListedAsset> assets, Instant at) {
        return saveListed(tx, assets, at, /* judged= */ true);
    }

    /** As {@link #saveListed}, of assets that their tomls will judge: what is valid stays so until then. */
    @WrittenBy(Program.INGESTER)
    public int saveUnjudged(Transaction tx, List<ListedAsset> assets, Instant at) {
        return saveListed(tx, assets, at, /* judged= */ false);
    }

    private static int saveListed(Transaction tx, List<ListedAsset> assets, Instant at, boolean judged) {
        alone(tx);
        // In one order everywhere, so that two transactions that insert the same never wait for each other in a circle.
        List<ListedAsset> sorted =
                assets.stream().sorted((a, b) -> a.asset().compareTo(b.asset())).toList();
        String[] issuers =
                sorted.stream().map(listed -> listed.asset().issuer()).toArray(String[]::new);
        String[] tomlUrls = sorted.stream().map(ListedAsset::tomlUrl).toArray(String[]::new);
        int issuersChanged = tx.update(SAVE_ISSUERS, issuers, tomlUrls);
        int changed = tx.update(
                SAVE_LISTED,
                at,
                judged,
                sorted.stream().map(listed -> listed.asset().type()).toArray(String[]::new),
                sorted.stream().map(listed -> listed.asset().code()).toArray(String[]::new),
                issuers,
                sorted.stream().mapToLong(ListedAsset::numAccounts).toArray(),
                texts(sorted, listed -> listed.amount().toPlainString()),
                flags(sorted, listed -> listed.flags().authRequired()),
                flags(sorted, listed -> listed.flags().authRevocable()),
                flags(sorted, listed -> listed.flags().authImmutable()),
                flags(sorted, listed -> listed.flags().authClawbackEnabled()),
                tomlUrls,
                texts(sorted, ListedAsset::contractId),
                flags(sorted, ListedAsset::valid),
                texts(sorted, listed -> held(listed, held -> Long.toString(held.count()))),
                texts(sorted, listed -> held(listed, held -> held.amount().toPlainString())));
        signalIf(tx, changed + issuersChanged > 0);
        return changed + issuersChanged;
    }

    private static String[] texts(List<ListedAsset> assets, Function<ListedAsset, String> text) {
        return assets.stream().map(text).toArray(String[]::new);
    }

    private static boolean[] flags(List<ListedAsset> assets, Predicate<ListedAsset> flag) {
        boolean[] flags = new boolean[assets.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = flag.test(assets.get(i));
        }
        return flags;
    }

    /** All holdings but the authorized ones, in the order of the statement. */
    private static String held(ListedAsset listed, Function<Held, String> column) {
        AssetHoldings holdings = listed.holdings();
        return Stream.of(
                        holdings.maintaining(),
                        holdings.unauthorized(),
                        holdings.claimableBalances(),
                        holdings.liquidityPools(),
                        holdings.contracts())
                .map(column)
                .collect(Collectors.joining(" "));
    }

    /**
     * Takes assets off the list, with which they are not valid any more; what else is known of them stays.
     *
     * @return how many were on it
     */
    @WrittenBy(Program.INGESTER)
    public int unlist(Transaction tx, List<Asset> assets) {
        alone(tx);
        int gone = tx.update(UNLIST, codes(assets), issuers(assets));
        signalIf(tx, gone > 0);
        return gone;
    }

    /** Hands on each asset that is listed, but the native one. */
    public void forEachListed(Transaction tx, Consumer<Asset> action) {
        tx.forEach(
                "select code, issuer from asset where listed_at is not null and type <> 'native'",
                columns -> AssetRow.asset(columns, "code", "issuer"),
                action);
    }

    private static String[] codes(Collection<Asset> assets) {
        return assets.stream().map(Asset::code).toArray(String[]::new);
    }

    private static String[] issuers(Collection<Asset> assets) {
        return assets.stream().map(Asset::issuer).toArray(String[]::new);
    }

    /**
     * Keeps what tomls tell of listed assets and of their issuers; with that the assets are valid. Rows that say the same
     * already stay as they are.
     *
     * @param at when the tomls were read
     * @return how many rows changed
     */
    @WrittenBy(Program.INGESTER)
    public int saveFromToml(Transaction tx, List<TomlAsset> described, Instant at) {
        alone(tx);
        int changed = 0;
        // In one order, as above.
        for (TomlAsset one : described.stream()
                .sorted((a, b) -> a.asset().compareTo(b.asset()))
                .toList()) {
            changed += save(tx, one, at) + saveEntry(tx, one) + save(tx, one.issuer());
        }
        signalIf(tx, changed > 0);
        return changed;
    }

    private static int save(Transaction tx, TomlAsset described, Instant at) {
        Currency currency = described.currency();
        return tx.update(
                SAVE_FROM_TOML,
                at,
                described.issuer().tomlUrl(),
                described.controlledByDomain(),
                currency.anchorAssetCode(),
                currency.anchorAssetType(),
                currency.isAssetAnchored(),
                currency.displayDecimals(),
                currency.name(),
                currency.description(),
                currency.conditions(),
                currency.fixedNumber(),
                currency.maxNumber(),
                currency.isUnlimited(),
                currency.redemptionInstructions(),
                currency.collateralAddresses().toArray(String[]::new),
                currency.collateralAddressSignatures().toArray(String[]::new),
                currency.countries(),
                currency.status(),
                described.asset().code(),
                described.asset().issuer());
    }

    private static int saveEntry(Transaction tx, TomlAsset described) {
        Asset asset = described.asset();
        return described
                .entry()
                .map(entry -> tx.update(
                        SAVE_ENTRY,
                        asset.code(),
                        asset.issuer(),
                        described.issuer().tomlUrl(),
                        entry.namedBy().name().toLowerCase(Locale.ROOT),
                        entry.json()))
                .orElseGet(() -> tx.update("""
                        delete from asset_toml
                        using asset
                        where asset.asset_id = asset_toml.asset_id and code = ? and issuer = ?
                        """, asset.code(), asset.issuer()));
    }

    /** The link to its toml is Horizon's to tell, and stays. */
    private static int save(Transaction tx, Issuer issuer) {
        return tx.update(
                SAVE_ISSUER,
                issuer.publicKey(),
                issuer.name(),
                issuer.url(),
                issuer.federationServer(),
                issuer.authServer(),
                issuer.transferServer(),
                issuer.webAuthEndpoint(),
                issuer.depositServer(),
                issuer.orgTwitter());
    }

    /**
     * Ends the validity of assets, the native one aside, whose toml was last read too long ago, or is gone.
     *
     * @param lastValidBefore when it must have been read last
     * @param absentBefore since when its server may say that there is none
     * @return how many
     */
    @WrittenBy(Program.INGESTER)
    public int expire(Transaction tx, Instant lastValidBefore, Instant absentBefore) {
        alone(tx);
        int expired = tx.update(EXPIRE, lastValidBefore, absentBefore);
        signalIf(tx, expired > 0);
        return expired;
    }

    /** How many assets are valid, the native one aside. */
    public int countValid(Transaction tx) {
        return tx.get("select count(*) from asset where is_valid and type <> 'native'", columns -> columns.getInt(1));
    }

    /** Who lists and who judges write the same rows in orders of their own: one after the other, to the end of a transaction. */
    private static void alone(Transaction tx) {
        tx.get("select pg_advisory_xact_lock(?)", _ -> true, WRITING);
    }

    private static void signalIf(Transaction tx, boolean changed) {
        if (changed) {
            tx.get("select pg_notify(?, '')", _ -> true, CHANGED);
        }
    }

    /** All valid assets, the native one among them, by code and issuer. */
    public List<ValidAsset> listValid(Transaction tx) {
        return tx.list(LIST_VALID, AssetStore::read);
    }

    /** Finds an asset that is valid. */
    public Optional<ValidAsset> findValid(Transaction tx, Asset asset) {
        return tx.find(FIND_VALID, AssetStore::read, asset.code(), asset.issuer());
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
                new AssetFlags(
                        columns.getBoolean("auth_required"),
                        columns.getBoolean("auth_revocable"),
                        columns.getBoolean("auth_immutable"),
                        columns.getBoolean("auth_clawback_enabled")),
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
