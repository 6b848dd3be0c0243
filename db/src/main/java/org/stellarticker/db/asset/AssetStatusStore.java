package org.stellarticker.db.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Transaction;

/** Reads the status of assets, which shows why one is not valid. */
public final class AssetStatusStore {

    /** Finds an asset's status; empty for an asset that was never listed or traded. */
    public Optional<AssetStatus> find(Transaction tx, Asset asset) {
        return tx.find(
                        """
                        select listed_at is not null as listed, is_valid, toml_url
                        from asset
                        where code = ? and issuer = ?
                        """,
                        columns -> new AssetStatus(
                                asset,
                                columns.getBoolean("listed"),
                                columns.getBoolean("is_valid"),
                                Columns.text(columns, "toml_url"),
                                Optional.empty()),
                        asset.code(),
                        asset.issuer())
                .map(status -> new AssetStatus(
                        asset, status.listed(), status.valid(), status.tomlUrl(), findToml(tx, status.tomlUrl())));
    }

    private static Optional<AssetStatus.Toml> findToml(Transaction tx, String url) {
        List<AssetStatus.Fault> faults = listFaults(tx, url);
        return tx.find(
                """
                select outcome, reason, requested_at, fetched_at, due_at
                from toml_fetch
                where toml_url = ?
                """,
                columns -> new AssetStatus.Toml(
                        url,
                        Columns.text(columns, "outcome"),
                        Columns.text(columns, "reason"),
                        Columns.instant(columns, "requested_at"),
                        Columns.findInstant(columns, "fetched_at"),
                        Columns.instant(columns, "due_at"),
                        faults),
                url);
    }

    private static List<AssetStatus.Fault> listFaults(Transaction tx, String url) {
        return tx.list("""
                select toml_url, line, kind, about
                from toml_fetch
                join toml_problem using (toml_url)
                where toml_url = ? or linked_from = ?
                order by linked_from nulls first, toml_url, position
                """, AssetStatusStore::fault, url, url);
    }

    private static AssetStatus.Fault fault(ResultSet columns) throws SQLException {
        return new AssetStatus.Fault(
                Columns.text(columns, "toml_url"),
                new TomlFetch.Fault(
                        columns.getInt("line"), Columns.text(columns, "kind"), Columns.text(columns, "about")));
    }
}
