package org.stellarticker.db.subscription;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Program;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.WrittenBy;
import org.stellarticker.db.asset.AssetRow;

/** Compares assets that somebody subscribed to with how they were, and lists those that were put on the list. */
public final class WatchedAssetStore {

    private static final String LIST = Sql.of(WatchedAssetStore.class, "watched-assets");

    /**
     * What is compared of an asset.
     *
     * @param status of its currency; empty without one
     * @param tomlHash of its currency entry; empty without one
     */
    public record State(boolean valid, boolean listed, String status, String tomlHash) {}

    /** An asset as it is. */
    public record Watched(int assetId, Asset asset, State state) {}

    /** An asset that was put on the list. */
    public record Listed(int assetId, Asset asset, String tomlUrl, Instant listedAt) {}

    /** Lists assets as they are; an unknown one is left out. */
    public List<Watched> list(Transaction tx, Collection<Asset> assets) {
        return tx.listReplanned(
                LIST,
                columns -> new Watched(
                        columns.getInt("asset_id"),
                        AssetRow.asset(columns, "code", "issuer"),
                        new State(
                                columns.getBoolean("is_valid"),
                                columns.getBoolean("is_listed"),
                                Columns.text(columns, "status"),
                                Columns.text(columns, "toml_hash"))),
                assets.stream().map(Asset::code).toArray(String[]::new),
                assets.stream().map(Asset::issuer).toArray(String[]::new));
    }

    /** Maps assets to how they were when last compared; those that never were are left out. */
    public Map<Integer, State> mapStates(Transaction tx, Collection<Integer> assetIds) {
        var states = new HashMap<Integer, State>();
        tx.list(
                "select * from sender_asset where asset_id = any(?::integer[])",
                columns -> states.put(
                        columns.getInt("asset_id"),
                        new State(
                                columns.getBoolean("is_valid"),
                                columns.getBoolean("is_listed"),
                                Columns.text(columns, "status"),
                                Columns.text(columns, "toml_hash"))),
                (Object) assetIds.stream().mapToInt(Integer::intValue).toArray());
        return states;
    }

    @WrittenBy(Program.WEBHOOK_SENDER)
    public void save(Transaction tx, Watched asset) {
        tx.update(
                """
                insert into sender_asset (asset_id, is_valid, is_listed, status, toml_hash)
                values (?, ?, ?, ?, ?)
                on conflict (asset_id) do update
                set is_valid = excluded.is_valid, is_listed = excluded.is_listed, status = excluded.status,
                    toml_hash = excluded.toml_hash
                """,
                asset.assetId(),
                asset.state().valid(),
                asset.state().listed(),
                asset.state().status(),
                asset.state().tomlHash());
    }

    /** Forgets how other assets than these were. */
    @WrittenBy(Program.WEBHOOK_SENDER)
    public void keepOnly(Transaction tx, Collection<Integer> assetIds) {
        tx.updateReplanned("delete from sender_asset where asset_id <> all(?::integer[])", (Object)
                assetIds.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Lists the assets that were put on the list at an instant or later, in the order in which they were. */
    public List<Listed> listListed(Transaction tx, Instant from) {
        return tx.listReplanned(
                """
                select asset_id, code, issuer, toml_url, listed_at
                from asset
                where listed_at >= ?
                order by listed_at, asset_id
                """,
                columns -> new Listed(
                        columns.getInt("asset_id"),
                        AssetRow.asset(columns, "code", "issuer"),
                        Columns.text(columns, "toml_url"),
                        Columns.instant(columns, "listed_at")),
                from);
    }
}
