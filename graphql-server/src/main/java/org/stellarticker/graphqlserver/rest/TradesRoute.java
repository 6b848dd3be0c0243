package org.stellarticker.graphqlserver.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.function.Supplier;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.graphqlserver.parameters.LiquidityParameters;
import org.stellarticker.graphqlserver.rest.form.CoverageJson;
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.graphqlserver.rest.form.ServedFromJson;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.Reply;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.WindowCoverage;
import org.stellarticker.marketdata.archive.AllTimeTrades;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.DescribedTrade;
import org.stellarticker.marketdata.part.CoveredTrades;
import org.stellarticker.marketdata.part.TradesPart;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** {@code /api/v1/trades}: the trades of a market, page by page, in either direction and order. */
final class TradesRoute {

    private final AllTimeTrades trades;
    private final Supplier<AssetDirectory> directory;

    TradesRoute(SnapshotCache snapshots, Supplier<AssetDirectory> directory) {
        this.trades = new AllTimeTrades(snapshots);
        this.directory = directory;
    }

    private record Question(TradesPart part, ListFormat format) {}

    Reply reply(ApiRequest request) throws RequestException {
        Question asked = request.read(in -> new Question(LiquidityParameters.trades(in), ListFormat.read(request, in)));
        AllTimeTrades.Page answer = trades.read(asked.part());
        CoveredTrades found = answer.trades();
        AssetDirectory described = directory.get();
        var page = new ListPage<DescribedTrade>(
                found.page().trades().stream()
                        .map(trade -> DescribedTrade.of(trade, described))
                        .toList(),
                found.page().next().map(TradeId::toString),
                json -> {
                    writeCoverage(json, found);
                    ServedFromJson.write(json, answer.servedFrom(), answer.missing());
                });
        return asked.format().reply(request, TradeItem.FORM, page);
    }

    private static void writeCoverage(JsonGenerator json, CoveredTrades found) throws IOException {
        if (found.coverage().isPresent()) {
            WindowCoverage window = found.coverage().get();
            CoverageJson.write(json, window.completeSoFar(), window.audited(), window);
        }
    }
}
