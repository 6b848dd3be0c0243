package org.stellarticker.db.asset;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.stellarticker.core.asset.Asset;
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
    private static final String UNLIST = Sql.of(AssetStore.class, "unlist");
    private static final String UNLIST_OTHERS = Sql.of(AssetStore.class, "unlist-others");
    private static final String SAVE_TOLD = Sql.of(AssetStore.class, "save-told");
    private static final String SAVE_ISSUER = Sql.of(AssetStore.class, "save-issuer");

    /**
     * Stores what Horizon lists, and the issuers of it. Rows that say the same already stay as they are.
     *
     * @param at when the list was read
     */
    @WrittenBy(Program.INGESTER)
    public void saveListed(Transaction tx, List<ListedAsset> assets, Instant at) {
        saveListed(tx, assets, at, /* judged= */ true);
    }

    /** As {@link #saveListed}, of assets that their tomls will judge: what is valid stays so until then. */
    @WrittenBy(Program.INGESTER)
    public void saveUnjudged(Transaction tx, List<ListedAsset> assets, Instant at) {
        saveListed(tx, assets, at, /* judged= */ false);
    }

    private static void saveListed(Transaction tx, List<ListedAsset> assets, Instant at, boolean judged) {
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
                judged,
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
        signalIf(tx, changed + issuersChanged > 0);
    }

    /** Takes assets off the list, with which they are not valid any more; what else is known of them stays. */
    @WrittenBy(Program.INGESTER)
    public void unlist(Transaction tx, List<Asset> assets) {
        signalIf(tx, tx.update(UNLIST, codes(assets), issuers(assets)) > 0);
    }

    /**
     * Takes all assets off the list but these and the native one.
     *
     * @return how many
     */
    @WrittenBy(Program.INGESTER)
    public int unlistAllBut(Transaction tx, Collection<Asset> kept) {
        int gone = tx.updatePlanned(UNLIST_OTHERS, codes(kept), issuers(kept));
        signalIf(tx, gone > 0);
        return gone;
    }

    private static String[] codes(Collection<Asset> assets) {
        return assets.stream().map(Asset::code).toArray(String[]::new);
    }

    private static String[] issuers(Collection<Asset> assets) {
        return assets.stream().map(Asset::issuer).toArray(String[]::new);
    }

    /** The links to stellar.tomls, each with the listed assets whose issuers have it; an issuer has one. */
    public SequencedMap<String, List<Asset>> listTomls(Transaction tx) {
        var tomls = new LinkedHashMap<String, List<Asset>>();
        tx.forEach(
                """
                select toml_url, code, issuer
                from asset
                where listed_at is not null and toml_url <> ''
                order by num_accounts desc, asset_id
                """,
                columns -> Map.entry(Columns.text(columns, "toml_url"), AssetRow.asset(columns, "code", "issuer")),
                row -> tomls.computeIfAbsent(row.getKey(), _ -> new ArrayList<>())
                        .add(row.getValue()));
        return tomls;
    }

    /**
     * Keeps what tomls tell of listed assets and of their issuers; with that the assets are valid.
     *
     * @param at when the tomls were read
     */
    @WrittenBy(Program.INGESTER)
    public void saveTold(Transaction tx, List<ToldAsset> told, Instant at) {
        int changed = 0;
        // In one order, as above.
        for (ToldAsset one :
                told.stream().sorted((a, b) -> a.asset().compareTo(b.asset())).toList()) {
            changed += save(tx, one, at) + save(tx, one.issuer());
        }
        signalIf(tx, changed > 0);
    }

    private static int save(Transaction tx, ToldAsset told, Instant at) {
        Currency currency = told.currency();
        return tx.update(
                SAVE_TOLD,
                at,
                told.controlledByDomain(),
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
                told.asset().code(),
                told.asset().issuer());
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
     * Ends the validity of assets, the native one aside, that were found to be valid too long ago.
     *
     * @return how many
     */
    @WrittenBy(Program.INGESTER)
    public int expire(Transaction tx, Instant lastValidBefore) {
        int expired = tx.update("""
                update asset
                set is_valid = false
                where is_valid and type <> 'native' and last_valid_at < ?
                """, lastValidBefore);
        signalIf(tx, expired > 0);
        return expired;
    }

    /** How many assets are valid, the native one aside. */
    public int countValid(Transaction tx) {
        return tx.get("select count(*) from asset where is_valid and type <> 'native'", columns -> columns.getInt(1));
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
