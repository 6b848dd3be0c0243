package org.stellarticker.db.asset;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stellarticker.core.asset.Asset;
import org.stellarticker.core.market.TradePair;
import org.stellarticker.db.Columns;
import org.stellarticker.db.Sql;
import org.stellarticker.db.Transaction;

/** Searches assets and their markets. */
public final class AssetSearchStore {

    private static final String SEARCH = Sql.of(AssetSearchStore.class, "search");
    private static final String SEARCH_MARKETS = Sql.of(AssetSearchStore.class, "search-markets");

    /**
     * An asset that fits.
     *
     * @param id its {@code asset_id}
     * @param name by its issuer's word; empty for none
     * @param domain where its issuer's stellar.toml is; empty for none
     * @param tradeCount its trades in the last 7 days, in all of its markets
     */
    public record FoundAsset(int id, Asset asset, boolean valid, String name, String domain, long tradeCount) {}

    /**
     * A market that fits.
     *
     * @param pair normalised
     * @param tradeCount its trades in the last 7 days
     */
    public record FoundMarket(TradePair pair, long tradeCount) {}

    /**
     * Finds assets by code, issuer, domain or name, best first.
     *
     * @param text in any case
     * @param most above 0
     */
    public List<FoundAsset> list(Transaction tx, String text, int most) {
        String lower = text.toLowerCase(Locale.ROOT);
        String pattern = lower.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        return tx.listReplanned(
                SEARCH,
                columns -> new FoundAsset(
                        columns.getInt("asset_id"),
                        AssetRow.asset(columns, "code", "issuer"),
                        columns.getBoolean("is_valid"),
                        Columns.text(columns, "name"),
                        Columns.text(columns, "domain"),
                        columns.getLong("trade_count")),
                lower,
                pattern,
                most);
    }

    /**
     * Lists the markets of some assets that traded in the last 7 days, those that trade most first.
     *
     * @param some their {@code asset_id}s
     * @param others when not null, only markets between one of {@code some} and one of these
     * @param most above 0
     */
    public List<FoundMarket> listMarkets(Transaction tx, int[] some, int @Nullable [] others, int most) {
        return tx.listReplanned(
                SEARCH_MARKETS,
                columns -> new FoundMarket(
                        new TradePair(
                                AssetRow.asset(columns, "base_code", "base_issuer"),
                                AssetRow.asset(columns, "counter_code", "counter_issuer")),
                        columns.getLong("trade_count")),
                some,
                others,
                most);
    }
}
