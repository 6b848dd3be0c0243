package org.stellarticker.jsongenerator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.db.asset.ValidAsset;

/**
 * The text of {@code assets.json}, frozen in every member.
 *
 * <p>What an issuer's stellar.toml would tell is, as long as nobody read it, what the former ticker wrote when a toml
 * did not tell it: empty texts and lists, 0 and false. Of the lumen, which has no toml, it told what stands here.
 */
public final class AssetsJson {

    private final Instant generatedAt;
    private final List<ValidAsset> assets;

    private AssetsJson(Instant generatedAt, List<ValidAsset> assets) {
        this.generatedAt = generatedAt;
        this.assets = assets;
    }

    /** Reads what the file tells, as of {@code now}. */
    public static AssetsJson read(Transaction tx, Instant now) {
        return new AssetsJson(now, new AssetStore().listValid(tx));
    }

    Instant generatedAt() {
        return generatedAt;
    }

    int assetCount() {
        return assets.size();
    }

    public void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = GoJson.generator(out, "\t")) {
            json.writeStartObject();
            GoJson.writeGeneratedAt(json, generatedAt);
            json.writeArrayFieldStart("assets");
            for (ValidAsset asset : assets) {
                write(json, asset);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, ValidAsset asset) throws IOException {
        ListedAsset listed = asset.listed();
        boolean lumen = listed.asset().equals(NativeAsset.XLM);
        json.writeStartObject();
        json.writeStringField("code", listed.asset().code());
        json.writeStringField("issuer", listed.asset().issuer());
        json.writeStringField("type", listed.asset().type());
        json.writeNumberField("num_accounts", listed.numAccounts());
        json.writeBooleanField("auth_required", listed.authRequired());
        json.writeBooleanField("auth_revocable", listed.authRevocable());
        json.writeFieldName("amount");
        json.writeNumber(GoNumber.text(listed.amount()));
        json.writeBooleanField("asset_controlled_by_domain", lumen);
        json.writeStringField("anchor_asset", asset.anchorAssetCode());
        json.writeStringField("anchor_asset_type", asset.anchorAssetType());
        json.writeNumberField("display_decimals", lumen ? 7 : 0);
        json.writeStringField("name", lumen ? "Stellar Lumens" : "");
        json.writeStringField("desc", "");
        json.writeStringField("conditions", "");
        json.writeBooleanField("is_asset_anchored", false);
        json.writeNumberField("fixed_number", 0);
        json.writeNumberField("max_number", 0);
        json.writeBooleanField("is_unlimited", false);
        json.writeStringField("redemption_instructions", "");
        writeNothing(json, "collateral_addresses");
        writeNothing(json, "collateral_address_signatures");
        json.writeStringField("countries", "");
        json.writeStringField("status", "");
        writeIssuer(json, listed, lumen);
        json.writeStringField("last_valid", GoJson.rfc3339(asset.lastValidAt()));
        json.writeEndObject();
    }

    private static void writeIssuer(JsonGenerator json, ListedAsset listed, boolean lumen) throws IOException {
        json.writeObjectFieldStart("issuer_detail");
        json.writeStringField("public_key", listed.asset().issuer());
        json.writeStringField("name", lumen ? "Stellar Development Foundation" : "");
        json.writeStringField("url", lumen ? "http://stellar.org" : "");
        json.writeStringField("toml_url", listed.tomlUrl());
        json.writeStringField("federation_server", "");
        json.writeStringField("auth_server", "");
        json.writeStringField("transfer_server", "");
        json.writeStringField("web_auth_endpoint", "");
        json.writeStringField("deposit_server", "");
        json.writeStringField("org_twitter", lumen ? "https://twitter.com/stellarorg" : "");
        json.writeEndObject();
    }

    private static void writeNothing(JsonGenerator json, String list) throws IOException {
        json.writeArrayFieldStart(list);
        json.writeEndArray();
    }
}
