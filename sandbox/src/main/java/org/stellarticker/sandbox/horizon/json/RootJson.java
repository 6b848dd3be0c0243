package org.stellarticker.sandbox.horizon.json;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.stellarticker.sandbox.journal.JournalView;

/** Writes the root document: Horizon's addresses, the available ledgers, and the network. */
public final class RootJson {

    private static final JsonName LINKS = JsonName.of("_links");
    private static final JsonName HREF = JsonName.of("href");
    private static final JsonName TEMPLATED = JsonName.of("templated");
    private static final JsonName HORIZON_VERSION = JsonName.of("horizon_version");
    private static final JsonName CORE_VERSION = JsonName.of("core_version");
    private static final JsonName INGEST_LATEST = JsonName.of("ingest_latest_ledger");
    private static final JsonName HISTORY_LATEST = JsonName.of("history_latest_ledger");
    private static final JsonName HISTORY_LATEST_CLOSED_AT = JsonName.of("history_latest_ledger_closed_at");
    private static final JsonName HISTORY_ELDER = JsonName.of("history_elder_ledger");
    private static final JsonName CORE_LATEST = JsonName.of("core_latest_ledger");
    private static final JsonName PASSPHRASE = JsonName.of("network_passphrase");
    private static final JsonName PROTOCOL = JsonName.of("current_protocol_version");
    private static final JsonName SUPPORTED_PROTOCOL = JsonName.of("supported_protocol_version");
    private static final JsonName CORE_SUPPORTED_PROTOCOL = JsonName.of("core_supported_protocol_version");

    private static final String PAGING = "cursor,limit,order";
    private static final String MARKET = "?base_asset_type={base_asset_type}&base_asset_code={base_asset_code}"
            + "&base_asset_issuer={base_asset_issuer}&counter_asset_type={counter_asset_type}"
            + "&counter_asset_code={counter_asset_code}&counter_asset_issuer={counter_asset_issuer}";

    /** Lists all addresses that Horizon lists, also those that the sandbox does not play. */
    private static final Map<String, String> ADDRESSES = new LinkedHashMap<>();

    static {
        ADDRESSES.put("account", "/accounts/{account_id}");
        ADDRESSES.put("accounts", "/accounts{?signer,sponsor,asset,liquidity_pool," + PAGING + "}");
        ADDRESSES.put("account_transactions", "/accounts/{account_id}/transactions{?" + PAGING + "}");
        ADDRESSES.put("claimable_balances", "/claimable_balances{?asset,sponsor,claimant," + PAGING + "}");
        ADDRESSES.put("assets", "/assets{?asset_code,asset_issuer," + PAGING + "}");
        ADDRESSES.put("effects", "/effects{?" + PAGING + "}");
        ADDRESSES.put("fee_stats", "/fee_stats");
        ADDRESSES.put("ledger", "/ledgers/{sequence}");
        ADDRESSES.put("ledgers", "/ledgers{?" + PAGING + "}");
        ADDRESSES.put("liquidity_pools", "/liquidity_pools{?reserves,account," + PAGING + "}");
        ADDRESSES.put("offer", "/offers/{offer_id}");
        ADDRESSES.put("offers", "/offers{?selling,buying,seller,sponsor," + PAGING + "}");
        ADDRESSES.put("operation", "/operations/{id}");
        ADDRESSES.put("operations", "/operations{?" + PAGING + ",include_failed}");
        ADDRESSES.put(
                "order_book",
                "/order_book{?selling_asset_type,selling_asset_code,selling_asset_issuer,buying_asset_type,"
                        + "buying_asset_code,buying_asset_issuer,limit}");
        ADDRESSES.put("payments", "/payments{?" + PAGING + ",include_failed}");
        ADDRESSES.put("self", "/");
        ADDRESSES.put(
                "strict_receive_paths",
                "/paths/strict-receive{?source_assets,source_account,destination_account,destination_asset_type,"
                        + "destination_asset_issuer,destination_asset_code,destination_amount}");
        ADDRESSES.put(
                "strict_send_paths",
                "/paths/strict-send{?destination_account,destination_assets,source_asset_type,source_asset_issuer,"
                        + "source_asset_code,source_amount}");
        ADDRESSES.put("trade_aggregations", "/trade_aggregations" + MARKET);
        ADDRESSES.put("trades", "/trades" + MARKET);
        ADDRESSES.put("transaction", "/transactions/{hash}");
        ADDRESSES.put("transactions", "/transactions{?" + PAGING + "}");
    }

    private RootJson() {}

    public static void write(JsonWriter json, String origin, JournalView view, String networkPassphrase) {
        json.beginObject();
        json.name(LINKS).beginObject();
        ADDRESSES.forEach((name, address) -> {
            json.name(JsonName.of(name)).beginObject();
            json.name(HREF).string(origin + address);
            if (address.contains("{")) {
                json.name(TEMPLATED).bool(true);
            }
            json.endObject();
        });
        json.endObject();
        json.name(HORIZON_VERSION).string("24.0.0-sandbox");
        json.name(CORE_VERSION).string("stellar-core 24.0.0 (sandbox)");
        json.name(INGEST_LATEST).number(view.latest());
        json.name(HISTORY_LATEST).number(view.latest());
        json.name(HISTORY_LATEST_CLOSED_AT)
                .string(Instant.ofEpochSecond(view.latestClosedAt()).toString());
        json.name(HISTORY_ELDER).number(view.elder());
        json.name(CORE_LATEST).number(view.latest());
        json.name(PASSPHRASE).string(networkPassphrase);
        json.name(PROTOCOL).number(24);
        json.name(SUPPORTED_PROTOCOL).number(24);
        json.name(CORE_SUPPORTED_PROTOCOL).number(24);
        json.endObject();
    }
}
