package org.stellarticker.ingester.horizon.read;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.ingester.horizon.client.Purpose;
import org.stellarticker.ingester.horizon.client.RejectedRecords;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.Result;

/** Requests listings of assets. */
public final class AssetPages {

    private final Requests requests;
    private final Purpose purpose;

    public AssetPages(Requests requests, Purpose purpose) {
        this.requests = requests;
        this.purpose = purpose;
    }

    /**
     * Waits for a page of all assets.
     *
     * @param after {@link AssetPage#next} of the page before
     */
    public AssetPage awaitPage(Optional<String> after) throws InterruptedException {
        return requests.await(
                server -> {
                    var url = server.newBuilder()
                            .addPathSegment("assets")
                            .addQueryParameter("limit", Requests.MOST_RECORDS);
                    after.ifPresent(cursor -> url.addQueryParameter("cursor", cursor));
                    return url.build();
                },
                this::read,
                purpose);
    }

    /** Reads the listing of one asset: a page with one record, or none. */
    public Result<AssetPage> tryFind(Asset asset) throws InterruptedException {
        return requests.tryFew(
                server -> server.newBuilder()
                        .addPathSegment("assets")
                        .addQueryParameter("asset_code", asset.code())
                        .addQueryParameter("asset_issuer", asset.issuer())
                        .build(),
                this::read,
                purpose);
    }

    private AssetPage read(byte[] body) {
        AssetPage page = AssetPageReader.read(body);
        requests.rejected().add(RejectedRecords.ASSETS, page.rejected());
        return page;
    }
}
