package org.stellarticker.jsongenerator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.stellarticker.core.asset.Currency;
import org.stellarticker.core.asset.Issuer;
import org.stellarticker.core.legacy.GoNumber;
import org.stellarticker.db.Transaction;
import org.stellarticker.db.asset.AssetStore;
import org.stellarticker.db.asset.ListedAsset;
import org.stellarticker.db.asset.ValidAsset;

/**
 * The text of {@code assets.json}, whose contract never changes. Values that an issuer does not publish are written as the
 * legacy ticker wrote them: empty texts and lists, 0 and false.
 */
public final class AssetsJson {

    private final JsonGenerator json;
    private int written;

    private AssetsJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the file while the assets are read, because all of them would not fit into memory at once.
     *
     * @param now the instant of the snapshot
     * @return the number of assets
     * @throws UncheckedIOException when the output cannot be written
     */
    public static int write(Transaction tx, Instant now, OutputStream out) {
        try (JsonGenerator json = GoJson.generator(out, "\t")) {
            var file = new AssetsJson(json);
            json.writeStartObject();
            GoJson.writeGeneratedAt(json, now);
            json.writeArrayFieldStart("assets");
            new AssetStore().forEachValid(tx, file::add);
            json.writeEndArray();
            json.writeEndObject();
            return file.written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(ValidAsset asset) {
        try {
            write(json, asset);
            written++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, ValidAsset asset) throws IOException {
        ListedAsset listed = asset.listed();
        Currency currency = asset.currency();
        json.writeStartObject();
        json.writeStringField("code", listed.asset().code());
        json.writeStringField("issuer", listed.asset().issuer());
        json.writeStringField("type", listed.asset().type());
        json.writeNumberField("num_accounts", listed.numAccounts());
        json.writeBooleanField("auth_required", listed.authRequired());
        json.writeBooleanField("auth_revocable", listed.authRevocable());
        json.writeFieldName("amount");
        json.writeNumber(GoNumber.text(listed.amount()));
        json.writeBooleanField("asset_controlled_by_domain", asset.controlledByDomain());
        json.writeStringField("anchor_asset", currency.anchorAssetCode());
        json.writeStringField("anchor_asset_type", currency.anchorAssetType());
        json.writeNumberField("display_decimals", currency.displayDecimals());
        json.writeStringField("name", currency.name());
        json.writeStringField("desc", currency.description());
        json.writeStringField("conditions", currency.conditions());
        json.writeBooleanField("is_asset_anchored", currency.isAssetAnchored());
        json.writeNumberField("fixed_number", currency.fixedNumber());
        json.writeNumberField("max_number", currency.maxNumber());
        json.writeBooleanField("is_unlimited", currency.isUnlimited());
        json.writeStringField("redemption_instructions", currency.redemptionInstructions());
        writeList(json, "collateral_addresses", currency.collateralAddresses());
        writeList(json, "collateral_address_signatures", currency.collateralAddressSignatures());
        json.writeStringField("countries", currency.countries());
        json.writeStringField("status", currency.status());
        write(json, asset.issuer());
        json.writeStringField("last_valid", GoJson.rfc3339(asset.lastValidAt()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Issuer issuer) throws IOException {
        json.writeObjectFieldStart("issuer_detail");
        json.writeStringField("public_key", issuer.publicKey());
        json.writeStringField("name", issuer.name());
        json.writeStringField("url", issuer.url());
        json.writeStringField("toml_url", issuer.tomlUrl());
        json.writeStringField("federation_server", issuer.federationServer());
        json.writeStringField("auth_server", issuer.authServer());
        json.writeStringField("transfer_server", issuer.transferServer());
        json.writeStringField("web_auth_endpoint", issuer.webAuthEndpoint());
        json.writeStringField("deposit_server", issuer.depositServer());
        json.writeStringField("org_twitter", issuer.orgTwitter());
        json.writeEndObject();
    }

    private static void writeList(JsonGenerator json, String member, List<String> texts) throws IOException {
        json.writeArrayFieldStart(member);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
