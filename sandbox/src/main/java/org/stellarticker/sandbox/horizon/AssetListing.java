package org.stellarticker.sandbox.horizon;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.sandbox.horizon.request.Addresses;
import org.stellarticker.sandbox.horizon.request.Order;
import org.stellarticker.sandbox.horizon.request.PageQuery;
import org.stellarticker.sandbox.horizon.request.Problem;
import org.stellarticker.sandbox.horizon.request.Query;
import org.stellarticker.sandbox.journal.JournalView;
import org.stellarticker.sandbox.network.AssetState;

/** Lists {@code /assets} in the order of code and issuer: all, those of one code, or those of one issuer. */
final class AssetListing implements Listing {

    private static final Comparator<Asset> BY_CODE_AND_ISSUER =
            Comparator.comparing(Asset::code).thenComparing(Asset::issuer);
    private static final Comparator<AssetState> ORDER = Comparator.comparing(AssetState::asset, BY_CODE_AND_ISSUER);
    private static final Set<String> TYPES = Set.of("native", "credit_alphanum4", "credit_alphanum12");

    private final List<AssetState> assets;
    private final Addresses addresses;
    private final AssetJson json;

    private AssetListing(List<AssetState> assets, Addresses addresses, AssetJson json) {
        this.assets = assets;
        this.addresses = addresses;
        this.json = json;
    }

    /**
     * Reads the request.
     *
     * @throws Problem when a filter is not valid
     */
    static AssetListing read(Query query, List<AssetState> all, Addresses addresses, AssetJson json) {
        Optional<String> code = query.find("asset_code");
        code.filter(given -> !addresses.isCode(given)).ifPresent(given -> {
            throw Problem.invalidField("asset_code", given + " is not a valid asset code");
        });
        Optional<String> issuer = query.find("asset_issuer");
        issuer.filter(given -> !addresses.isAccount(given)).ifPresent(given -> {
            throw Problem.invalidField("asset_issuer", given + " is not a valid asset issuer");
        });
        List<AssetState> assets = all.stream()
                .filter(state ->
                        code.isEmpty() || code.get().equals(state.asset().code()))
                .filter(state ->
                        issuer.isEmpty() || issuer.get().equals(state.asset().issuer()))
                .sorted(ORDER)
                .toList();
        return new AssetListing(assets, addresses, json);
    }

    @Override
    public void list(JournalView view, PageQuery page, RecordSink sink) {
        Optional<Asset> cursor = cursor(page.cursor());
        boolean ascending = page.order() == Order.ASC;
        List<AssetState> ordered = ascending ? assets : assets.reversed();
        Comparator<Asset> order = ascending ? BY_CODE_AND_ISSUER : BY_CODE_AND_ISSUER.reversed();
        for (AssetState state : ordered) {
            boolean beyond = cursor.isEmpty() || order.compare(state.asset(), cursor.get()) > 0;
            if (beyond && !sink.record(token(state.asset()), to -> json.write(to, state))) {
                return;
            }
        }
    }

    static String token(Asset asset) {
        return asset.code() + "_" + asset.issuer() + "_" + asset.type();
    }

    private Optional<Asset> cursor(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = text.split("_", 3);
        if (parts.length != 3) {
            throw Problem.invalidField("cursor", "the cursor is not a valid paging_token");
        }
        require(addresses.isCode(parts[0]), parts[0], "asset code");
        require(addresses.isAccount(parts[1]), parts[1], "asset issuer");
        require(TYPES.contains(parts[2]), parts[2], "asset type");
        return Optional.of(Asset.issued(parts[0], parts[1]));
    }

    private static void require(boolean valid, String found, String expected) {
        if (!valid) {
            throw Problem.invalidField("cursor", found + " is not a valid " + expected);
        }
    }
}
