package org.stellarticker.db.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Transaction;

/** How assets stand, for who wants to know why one is not shown. */
public final class StandingStore {

    /** Empty for an asset that was neither listed nor traded yet. */
    public Optional<AssetStanding> find(Transaction tx, Asset asset) {
        return tx.find(
                        """
                        select listed_at is not null as listed, is_valid, toml_url
                        from asset
                        where code = ? and issuer = ?
                        """,
                        columns -> new AssetStanding(
                                asset,
                                columns.getBoolean("listed"),
                                columns.getBoolean("is_valid"),
                                Columns.text(columns, "toml_url"),
                                Optional.empty()),
                        asset.code(),
                        asset.issuer())
                .map(standing -> new AssetStanding(
                        asset,
                        standing.listed(),
                        standing.valid(),
                        standing.tomlUrl(),
                        findToml(tx, standing.tomlUrl())));
    }

    private static Optional<AssetStanding.Toml> findToml(Transaction tx, String url) {
        List<AssetStanding.Fault> faults = listFaults(tx, url);
        return tx.find(
                """
                select outcome, reason, asked_at, read_at, due_at
                from toml_reading
                where toml_url = ?
                """,
                columns -> new AssetStanding.Toml(
                        url,
                        Columns.text(columns, "outcome"),
                        Columns.text(columns, "reason"),
                        Columns.instant(columns, "asked_at"),
                        Columns.findInstant(columns, "read_at"),
                        Columns.instant(columns, "due_at"),
                        faults),
                url);
    }

    private static List<AssetStanding.Fault> listFaults(Transaction tx, String url) {
        return tx.list("""
                select toml_url, line, kind, about
                from toml_reading
                join toml_fault using (toml_url)
                where toml_url = ? or linked_from = ?
                order by linked_from nulls first, toml_url, position
                """, StandingStore::fault, url, url);
    }

    private static AssetStanding.Fault fault(ResultSet columns) throws SQLException {
        return new AssetStanding.Fault(
                Columns.text(columns, "toml_url"),
                new TomlReading.Fault(
                        columns.getInt("line"), Columns.text(columns, "kind"), Columns.text(columns, "about")));
    }
}
