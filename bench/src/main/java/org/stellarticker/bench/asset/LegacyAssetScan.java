package org.stellarticker.bench.asset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Scans as the legacy ticker did, in its best form: all pages in memory, then an upsert for each listed asset, whether
 * it changed or not; here with one prepared statement and in one transaction.
 */
final class LegacyAssetScan {

    private static final String TABLE = """
            create table if not exists legacy_asset (
                code            text not null,
                issuer_account  text not null,
                type            text not null,
                num_accounts    integer not null,
                amount          numeric not null,
                auth_required   boolean not null,
                auth_revocable  boolean not null,
                toml_url        text not null,
                last_checked    timestamptz not null,
                primary key (code, issuer_account)
            )
            """;
    private static final String UPSERT = """
            insert into legacy_asset values (?, ?, ?, ?, ?, ?, ?, ?, now())
            on conflict (code, issuer_account) do update
            set (type, num_accounts, amount, auth_required, auth_revocable, toml_url, last_checked) = (
                excluded.type, excluded.num_accounts, excluded.amount, excluded.auth_required,
                excluded.auth_revocable, excluded.toml_url, excluded.last_checked)
            """;

    private record Listed(
            String code,
            String issuer,
            String type,
            int holders,
            BigDecimal amount,
            boolean authRequired,
            boolean authRevocable,
            String toml) {

        static Listed of(JsonNode asset) {
            return new Listed(
                    asset.get("asset_code").asText(),
                    asset.get("asset_issuer").asText(),
                    asset.get("asset_type").asText(),
                    asset.at("/accounts/authorized").asInt(),
                    new BigDecimal(asset.at("/balances/authorized").asText()),
                    asset.at("/flags/auth_required").asBoolean(),
                    asset.at("/flags/auth_revocable").asBoolean(),
                    asset.at("/_links/toml/href").asText());
        }

        boolean isListed() {
            return holders >= 100 || (holders >= 10 && !toml.isEmpty());
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final Connection connection;

    LegacyAssetScan(Connection connection) throws SQLException {
        this.connection = connection;
        try (var statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
    }

    /**
     * Scans the list.
     *
     * @return the number of assets written
     */
    int scan(URI horizon) throws IOException, InterruptedException, SQLException {
        var all = new ArrayList<Listed>();
        try (var client = HttpClient.newHttpClient()) {
            String cursor = "";
            for (List<JsonNode> page = page(client, horizon, cursor);
                    !page.isEmpty();
                    page = page(client, horizon, cursor)) {
                page.stream().map(Listed::of).forEach(all::add);
                cursor = page.getLast().get("paging_token").asText();
            }
        }
        connection.setAutoCommit(false);
        int written = 0;
        try (var upsert = connection.prepareStatement(UPSERT)) {
            for (Listed asset : all) {
                if (asset.isListed()) {
                    written += write(upsert, asset);
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        return written;
    }

    private List<JsonNode> page(HttpClient client, URI horizon, String cursor)
            throws IOException, InterruptedException {
        URI page = horizon.resolve("/assets?limit=200&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        try (InputStream body = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofInputStream())
                .body()) {
            var records = new ArrayList<JsonNode>();
            json.readTree(body).at("/_embedded/records").forEach(records::add);
            return records;
        }
    }

    private static int write(PreparedStatement upsert, Listed asset) throws SQLException {
        upsert.setString(1, asset.code());
        upsert.setString(2, asset.issuer());
        upsert.setString(3, asset.type());
        upsert.setInt(4, asset.holders());
        upsert.setBigDecimal(5, asset.amount());
        upsert.setBoolean(6, asset.authRequired());
        upsert.setBoolean(7, asset.authRevocable());
        upsert.setString(8, asset.toml());
        return upsert.executeUpdate();
    }
}
