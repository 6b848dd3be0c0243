package org.stellarticker.ingester.horizon.read;

import java.util.Optional;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.asset.NativeAsset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.ingester.horizon.client.Purpose;
import org.stellarticker.ingester.horizon.client.RejectedRecords;
import org.stellarticker.ingester.horizon.client.Requests;
import org.stellarticker.ingester.horizon.client.Result;

/** Requests listings of liquidity pools. */
public final class PoolPages {

    private final Requests requests;
    private final Purpose purpose;

    public PoolPages(Requests requests, Purpose purpose) {
        this.requests = requests;
        this.purpose = purpose;
    }

    /**
     * Waits for a page of all liquidity pools.
     *
     * @param after {@link PoolPage#next} of the page before
     */
    public PoolPage awaitPage(Optional<String> after) throws InterruptedException {
        return requests.await(
                server -> {
                    var url = server.newBuilder()
                            .addPathSegment("liquidity_pools")
                            .addQueryParameter("limit", Requests.MOST_RECORDS);
                    after.ifPresent(cursor -> url.addQueryParameter("cursor", cursor));
                    return url.build();
                },
                this::read,
                purpose);
    }

    /** Reads the pools of two assets: one, or none. */
    public Result<PoolPage> tryFind(TradePair pair) throws InterruptedException {
        return requests.tryFew(
                server -> server.newBuilder()
                        .addPathSegment("liquidity_pools")
                        .addQueryParameter("reserves", canonical(pair.base()) + "," + canonical(pair.counter()))
                        .build(),
                this::read,
                purpose);
    }

    private PoolPage read(byte[] body) {
        PoolPage page = PoolPageReader.read(body);
        requests.rejected().add(RejectedRecords.LIQUIDITY_POOLS, page.rejected());
        return page;
    }

    /** Returns an asset as the parameter {@code reserves} names it. */
    private static String canonical(Asset asset) {
        return asset instanceof NativeAsset ? asset.issuer() : asset.key();
    }
}
