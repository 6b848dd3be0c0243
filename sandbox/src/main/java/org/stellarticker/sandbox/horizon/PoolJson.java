package org.stellarticker.sandbox.horizon;

import java.time.Instant;
import java.util.List;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.sandbox.horizon.json.JsonName;
import org.stellarticker.sandbox.horizon.json.JsonWriter;
import org.stellarticker.sandbox.network.PoolState;

/** Writes liquidity pools. */
final class PoolJson {

    private static final JsonName LINKS = JsonName.of("_links");
    private static final JsonName SELF = JsonName.of("self");
    private static final JsonName HREF = JsonName.of("href");
    private static final JsonName TEMPLATED = JsonName.of("templated");
    private static final JsonName ID = JsonName.of("id");
    private static final JsonName PAGING_TOKEN = JsonName.of("paging_token");
    private static final JsonName FEE = JsonName.of("fee_bp");
    private static final JsonName TYPE = JsonName.of("type");
    private static final JsonName TRUSTLINES = JsonName.of("total_trustlines");
    private static final JsonName SHARES = JsonName.of("total_shares");
    private static final JsonName RESERVES = JsonName.of("reserves");
    private static final JsonName ASSET = JsonName.of("asset");
    private static final JsonName AMOUNT = JsonName.of("amount");
    private static final JsonName LAST_LEDGER = JsonName.of("last_modified_ledger");
    private static final JsonName LAST_TIME = JsonName.of("last_modified_time");
    private static final List<String> PARTS = List.of("transactions", "operations");

    private final String origin;

    PoolJson(String origin) {
        this.origin = origin;
    }

    void write(JsonWriter json, PoolState pool) {
        String id = pool.id().toString();
        json.beginObject();
        links(json, origin + "/liquidity_pools/" + id);
        json.name(ID).string(id);
        json.name(PAGING_TOKEN).string(id);
        json.name(FEE).number(pool.fee());
        json.name(TYPE).string("constant_product");
        json.name(TRUSTLINES).quoted(pool.trustlines());
        json.name(SHARES).amount(pool.totalShares());
        json.name(RESERVES).beginArray();
        for (var reserve : pool.reserves()) {
            json.element().beginObject();
            json.name(ASSET).string(canonical(reserve.asset()));
            json.name(AMOUNT).amount(reserve.amount());
            json.endObject();
        }
        json.endArray();
        json.name(LAST_LEDGER).number(pool.ledger());
        json.name(LAST_TIME).string(Instant.ofEpochSecond(pool.closedAt()).toString());
        json.endObject();
    }

    /** Returns SEP-11's form. */
    static String canonical(Asset asset) {
        return asset instanceof NativeAsset ? "native" : asset.key();
    }

    private static void links(JsonWriter json, String self) {
        json.name(LINKS).beginObject();
        Page.link(json, SELF, self);
        for (String part : PARTS) {
            json.name(JsonName.of(part)).beginObject();
            json.name(HREF).string(self + "/" + part + "{?cursor,limit,order}");
            json.name(TEMPLATED).bool(true).endObject();
        }
        json.endObject();
    }
}
