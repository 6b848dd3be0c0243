package org.stellarticker.graphqlserver.rest.market;

import static org.stellarticker.graphqlserver.database.DatabaseRoutes.unlessAway;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.graphqlserver.parameters.MarketListParameters;
import org.stellarticker.graphqlserver.parameters.MarketParameters;
import org.stellarticker.graphqlserver.parameters.PriceParameters;
import org.stellarticker.graphqlserver.parameters.SearchParameters;
import org.stellarticker.graphqlserver.rest.form.CoverageJson;
import org.stellarticker.graphqlserver.rest.form.ListFormat;
import org.stellarticker.graphqlserver.rest.form.ListPage;
import org.stellarticker.http.ApiRequest;
import org.stellarticker.http.ErrorForm;
import org.stellarticker.http.Json;
import org.stellarticker.http.Reply;
import org.stellarticker.http.RequestLimits;
import org.stellarticker.http.Route;
import org.stellarticker.http.Routes;
import org.stellarticker.http.problem.RequestException;
import org.stellarticker.marketdata.directory.AssetDirectory;
import org.stellarticker.marketdata.directory.AssetNotesPart;
import org.stellarticker.marketdata.directory.DescribedAsset;
import org.stellarticker.marketdata.overview.MarketOverviews;
import org.stellarticker.marketdata.price.PriceHistory;
import org.stellarticker.marketdata.price.PriceHistoryPart;
import org.stellarticker.marketdata.price.ValuedAsset;
import org.stellarticker.marketdata.price.ValuedAssetListPart;
import org.stellarticker.marketdata.price.ValuedAssetPart;
import org.stellarticker.marketdata.reference.ReferenceAssets;
import org.stellarticker.marketdata.search.MoversPart;
import org.stellarticker.marketdata.snapshot.Snapshot;
import org.stellarticker.marketdata.snapshot.SnapshotCache;

/** The routes below {@code /api/v1} about all markets, prices and assets. What is read for them is shared for a second. */
public final class OverviewRoutes {

    private static final String PATH = "/api/v1";

    private final SnapshotCache snapshots;
    private final Supplier<AssetDirectory> directory;
    private final MarketListParameters markets;
    private final PriceParameters prices;
    private final SearchParameters searches;
    private final RequestLimits limits;

    /**
     * @param references decides the direction of markets, and what a dollar is
     * @param directory gives what is said about issuers
     * @param limits which the routes share with those of other forms
     */
    public OverviewRoutes(
            SnapshotCache snapshots,
            ReferenceAssets references,
            Supplier<AssetDirectory> directory,
            RequestLimits limits) {
        this.limits = limits;
        this.snapshots = snapshots;
        this.directory = directory;
        this.markets = new MarketListParameters(references);
        this.prices = new PriceParameters(references);
        this.searches = new SearchParameters(references);
    }

    public void addTo(Routes routes) {
        var handlers = new LinkedHashMap<String, Route.Handler>();
        handlers.put("/markets", this::markets);
        handlers.put("/price", this::price);
        handlers.put("/prices", this::prices);
        handlers.put("/prices/history", this::history);
        handlers.put("/twap", this::twap);
        handlers.put("/search", this::search);
        handlers.put("/movers", this::movers);
        handlers.put("/assets", this::assets);
        handlers.put("/assets/{asset}", this::asset);
        routes.errorsBelow(PATH, ErrorForm.PROBLEM_JSON);
        handlers.forEach((path, handler) ->
                routes.add(Route.get(PATH + path, unlessAway(handler)).within(limits)));
    }

    /** A question with the format of its answer. */
    private record Asked<Q>(Q question, ListFormat format) {}

    private Reply markets(ApiRequest request) throws RequestException {
        var asked = request.read(in -> new Asked<>(markets.read(in), ListFormat.read(request, in)));
        MarketOverviews all = snapshots.read(asked.question().part());
        MarketOverviews.Page page = asked.question().page(all);
        return asked.format()
                .reply(
                        request,
                        MarketItem.FORM,
                        new ListPage<>(
                                page.markets(),
                                page.next().map(MarketListParameters::cursor),
                                json -> CoverageJson.write(json, all.coverage().completeSoFar(), all.coverage())));
    }

    private Reply price(ApiRequest request) throws RequestException {
        PriceParameters.Question question = request.read(prices::price);
        var price = question.prices(snapshots.read(question.part())).getFirst();
        return Reply.marketJson(Json.write(json -> PriceItem.FORM.write(json, price)));
    }

    private Reply prices(ApiRequest request) throws RequestException {
        var asked = request.read(in -> new Asked<>(prices.prices(in), ListFormat.read(request, in)));
        var found = asked.question().prices(snapshots.read(asked.question().part()));
        return asked.format().reply(request, PriceItem.FORM, new ListPage<>(found, Optional.empty()));
    }

    private Reply history(ApiRequest request) throws RequestException {
        Asked<PriceHistoryPart> asked =
                request.read(in -> new Asked<>(prices.history(in), ListFormat.read(request, in)));
        PriceHistory history = snapshots.read(asked.question());
        return asked.format()
                .reply(
                        request,
                        PriceItem.POINT,
                        new ListPage<>(
                                history.points(),
                                history.next().map(Instant::toString),
                                json -> writePath(json, history)));
    }

    private static void writePath(JsonGenerator json, PriceHistory history) throws IOException {
        json.writeArrayFieldStart("path");
        for (String market : PriceItem.path(history.path())) {
            json.writeString(market);
        }
        json.writeEndArray();
    }

    private Reply twap(ApiRequest request) throws RequestException {
        var part = request.read(MarketParameters::twap);
        return Reply.marketJson(TwapJson.of(snapshots.read(part)));
    }

    private Reply search(ApiRequest request) throws RequestException {
        return Reply.marketJson(FoundItem.json(snapshots.read(request.read(searches::search)), directory.get()));
    }

    private Reply movers(ApiRequest request) throws RequestException {
        Asked<MoversPart> asked = request.read(in -> new Asked<>(searches.movers(in), ListFormat.read(request, in)));
        return asked.format()
                .reply(request, MoverItem.FORM, new ListPage<>(snapshots.read(asked.question()), Optional.empty()));
    }

    private Reply assets(ApiRequest request) throws RequestException {
        Asked<ValuedAssetListPart> asked =
                request.read(in -> new Asked<>(searches.assets(in), ListFormat.read(request, in)));
        ValuedAssetListPart.Page page = snapshots.read(asked.question());
        AssetDirectory described = directory.get();
        return asked.format()
                .reply(
                        request,
                        AssetItem.FORM,
                        new ListPage<>(
                                page.assets().stream()
                                        .map(asset -> DescribedAsset.of(asset, described))
                                        .toList(),
                                page.next().map(Asset::sep11)));
    }

    private Reply asset(ApiRequest request) throws RequestException {
        ValuedAssetPart part = request.read(searches::asset);
        var notes = new AssetNotesPart(part.asset());
        Snapshot snapshot = snapshots.read(Set.of(part, notes));
        ValuedAsset asset = snapshot.get(part)
                .orElseThrow(() -> new RequestException(
                        404,
                        "expected an asset that was ever listed or traded, found "
                                + part.asset().sep11()));
        DescribedAsset described = DescribedAsset.of(asset, directory.get());
        return Reply.marketJson(Json.write(json -> AssetItem.write(json, described, snapshot.get(notes))));
    }
}
