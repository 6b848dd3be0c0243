package org.stellarticker.db.asset;

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
import org.stellarticker.core.asset.AssetHoldings;
import org.stellarticker.core.asset.AssetHoldings.Held;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.db.AdvisoryLock;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;

/** Keeps assets and their issuers. An asset that only traded is stored, too, but not valid. */
public final class AssetStore {

    /** The signal that a listed asset changed. */
    public static final String CHANGED = "assets_changed";

    private static final AdvisoryLock WRITING = AdvisoryLock.of("asset");

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
     * Saves listed assets and their issuers. An unchanged row is not written.
     *
     * @param at when the list was read
     * @return how many rows changed
     */
    @WrittenBy(Program.INGESTER)
    public int saveListed(Transaction tx, List<ListedAsset> assets, Instant at) {
        return saveListed(tx, assets, at, /* checked= */ true);
    }

    /** Saves listed assets as {@link #saveListed} does, and leaves their validity to their tomls. */
    @WrittenBy(Program.INGESTER)
    public int saveUnjudged(Transaction tx, List<ListedAsset> assets, Instant at) {
        return saveListed(tx, assets, at, /* checked= */ false);
    }

    private static int saveListed(Transaction tx, List<ListedAsset> assets, Instant at, boolean checked) {
        lockAssets(tx);
        // In one order everywhere, so that two transactions never deadlock.
        List<ListedAsset> sorted =
                assets.stream().sorted((a, b) -> a.asset().compareTo(b.asset())).toList();
        String[] issuers =
                sorted.stream().map(listed -> listed.asset().issuer()).toArray(String[]::new);
        String[] tomlUrls = sorted.stream().map(ListedAsset::tomlUrl).toArray(String[]::new);
        int issuersChanged = tx.update(SAVE_ISSUERS, issuers, tomlUrls);
        int changed = tx.update(
                SAVE_LISTED,
                at,
                checked,
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

    /** Returns all holdings but the authorized ones, in the order of the statement. */
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
     * Takes assets off the list and ends their validity; their other data stays.
     *
     * @return how many were listed
     */
    @WrittenBy(Program.INGESTER)
    public int unlist(Transaction tx, List<Asset> assets) {
        lockAssets(tx);
        int gone = tx.update(UNLIST, codes(assets), issuers(assets));
        signalIf(tx, gone > 0);
        return gone;
    }

    /** Passes each listed asset, except the native one, to an action. */
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
     * Saves the descriptions of listed assets and their issuers from tomls, which makes the assets valid. An unchanged row is
     * not written.
     *
     * @param at when the tomls were fetched
     * @return how many rows changed
     */
    @WrittenBy(Program.INGESTER)
    public int saveFromToml(Transaction tx, List<TomlAsset> described, Instant at) {
        lockAssets(tx);
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

    /** Saves an issuer's organisation; the link to its toml comes from Horizon and stays. */
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
     * Ends the validity of assets, except the native one, whose toml was last fetched too long ago or is absent.
     *
     * @param lastValidBefore when it must have been fetched, at the earliest
     * @param absentBefore since when it may be absent, at the earliest
     * @return how many
     */
    @WrittenBy(Program.INGESTER)
    public int expire(Transaction tx, Instant lastValidBefore, Instant absentBefore) {
        lockAssets(tx);
        int expired = tx.update(EXPIRE, lastValidBefore, absentBefore);
        signalIf(tx, expired > 0);
        return expired;
    }

    /** Counts the valid assets, except the native one. */
    public int countValid(Transaction tx) {
        return tx.get("select count(*) from asset where is_valid and type <> 'native'", columns -> columns.getInt(1));
    }

    /** Serializes listing and tomls to the end of the transaction, because both write the same rows in different orders. */
    private static void lockAssets(Transaction tx) {
        WRITING.lock(tx);
    }

    private static void signalIf(Transaction tx, boolean changed) {
        if (changed) {
            tx.update("""
                    insert into asset_list default values
                    on conflict (only_row) do update
                    set changed_at = greatest(clock_timestamp(), asset_list.changed_at + interval '1 microsecond')
                    """);
            tx.get("select pg_notify(?, '')", _ -> true, CHANGED);
        }
    }

    /** Returns when a listed asset or its issuer last changed; each change has another instant. */
    public Instant changedAt(Transaction tx) {
        return tx.get("select changed_at from asset_list", columns -> Columns.instant(columns, "changed_at"));
    }

    /** Lists all valid assets with the native one, by code and issuer. */
    public List<ValidAsset> listValid(Transaction tx) {
        return tx.list(LIST_VALID, ValidAssetRow::read);
    }

    /** Finds a valid asset. */
    public Optional<ValidAsset> findValid(Transaction tx, Asset asset) {
        return tx.find(FIND_VALID, ValidAssetRow::read, asset.code(), asset.issuer());
    }

    /** Passes each valid asset to an action; all of them at once may be a hundred megabytes. */
    public void forEachValid(Transaction tx, Consumer<ValidAsset> action) {
        tx.forEach(LIST_VALID, ValidAssetRow::read, action);
    }

    /** Lists the issuers of valid assets, by public key. */
    public List<Issuer> listIssuersOfValid(Transaction tx) {
        return tx.list("""
                select public_key, name as issuer_name, url, toml_url as issuer_toml_url, federation_server, auth_server,
                    transfer_server, web_auth_endpoint, deposit_server, org_twitter
                from issuer
                where issuer_id in (select issuer_id from asset where is_valid)
                order by public_key
                """, ValidAssetRow::issuer);
    }
}
