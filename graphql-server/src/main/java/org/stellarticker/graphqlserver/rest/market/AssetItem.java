package org.stellarticker.graphqlserver.rest.market;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.stellarticker.core.asset.AssetFlags;
import org.stellarticker.db.journal.TaggedEntry;
import org.stellarticker.graphqlserver.rest.form.DirectoryForm;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.marketdata.directory.DescribedAsset;

/** What is known of an asset. */
final class AssetItem {

    static final RowForm<AssetFlags> FLAGS = new RowForm.Builder<AssetFlags>()
            .flag("auth_required", AssetFlags::authRequired)
            .flag("auth_revocable", AssetFlags::authRevocable)
            .flag("auth_immutable", AssetFlags::authImmutable)
            .flag("auth_clawback_enabled", AssetFlags::authClawbackEnabled)
            .build();

    static final RowForm<DescribedAsset> FORM = new RowForm.Builder<DescribedAsset>()
            .asset("asset", row -> row.asset().profile().asset())
            .text("code", row -> row.asset().profile().asset().code())
            .text("issuer", row -> row.asset().profile().asset().issuer())
            .text("type", row -> row.asset().profile().asset().type())
            .flag("valid", row -> row.asset().profile().valid())
            .text("name", row -> row.asset().profile().name())
            .text("description", row -> row.asset().profile().description())
            .text("organisation", row -> row.asset().profile().organisation())
            .text("domain", row -> row.asset().profile().domain())
            .optionalDecimal("supply", row -> row.asset().supply())
            .optionalCount("holders", row -> row.asset().holders())
            .optionalDecimal("price_usd", row -> row.asset().price().price())
            .optionalDecimal("volume_24h_usd", row -> row.asset().price().volume24hUsd())
            .optionalDecimal("market_value_usd", row -> row.asset().marketValueUsd())
            .object("flags", row -> row.asset().profile().flags(), FLAGS)
            .object("directory", DescribedAsset::directory, DirectoryForm.FORM)
            .texts("warnings", DescribedAsset::warnings)
            .build();

    private AssetItem() {}

    /** Writes an asset with what crawlers say about it and its issuer. */
    static void write(JsonGenerator json, DescribedAsset asset, List<TaggedEntry> notes) throws IOException {
        json.writeStartObject();
        FORM.writeMembers(json, asset);
        json.writeArrayFieldStart("notes");
        for (TaggedEntry note : notes) {
            json.writeStartObject();
            json.writeStringField("about", note.tag());
            json.writeStringField("source", note.entry().account());
            json.writeStringField("time", note.entry().entry().at().toString());
            json.writeFieldName("body");
            json.writeRawValue(note.entry().entry().body());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
