package org.stellarticker.graphqlserver.rest.market;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.stellarticker.db.asset.AssetSearchStore.FoundMarket;
import org.stellarticker.graphqlserver.rest.form.DirectoryForm;
import org.stellarticker.graphqlserver.rest.form.RowForm;
import org.stellarticker.http.Json;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DescribedMatch;
import org.stellarticker.marketdata.search.SearchResult;

/** Assets and markets that were found. */
final class FoundItem {

    private static final RowForm<DescribedMatch> ASSET = new RowForm.Builder<DescribedMatch>()
            .asset("asset", row -> row.found().asset())
            .flag("valid", row -> row.found().valid())
            .text("name", row -> row.found().name())
            .text("domain", row -> row.found().domain())
            .number("trade_count", row -> row.found().tradeCount())
            .object("directory", DescribedMatch::directory, DirectoryForm.FORM)
            .texts("warnings", DescribedMatch::warnings)
            .build();

    private static final RowForm<FoundMarket> MARKET = new RowForm.Builder<FoundMarket>()
            .asset("base", market -> market.pair().base())
            .asset("counter", market -> market.pair().counter())
            .number("trade_count", FoundMarket::tradeCount)
            .build();

    private FoundItem() {}

    static byte[] json(SearchResult found, AssetDirectory directory) {
        return Json.write(json -> {
            json.writeStartObject();
            write(
                    json,
                    "assets",
                    ASSET,
                    found.assets().stream()
                            .map(asset -> DescribedMatch.of(asset, directory))
                            .toList());
            write(json, "markets", MARKET, found.markets());
            json.writeEndObject();
        });
    }

    private static <R> void write(JsonGenerator json, String name, RowForm<R> form, List<R> rows) throws IOException {
        json.writeArrayFieldStart(name);
        for (R row : rows) {
            form.write(json, row);
        }
        json.writeEndArray();
    }
}
