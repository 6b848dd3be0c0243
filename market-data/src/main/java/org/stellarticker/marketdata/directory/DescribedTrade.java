package org.stellarticker.marketdata.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stellarticker.core.market.TradeParty;
import org.stellarticker.db.trade.MarketTrade;

/**
 * A trade beside what the directory says about its accounts.
 *
 * @param base of the base side's account; empty when the directory does not know it, or the side is a pool
 * @param counter of the counter side's account, likewise
 * @param warnings {@code base_account_malicious}, {@code base_account_unsafe}, and the same of the counter side
 */
public record DescribedTrade(
        MarketTrade trade, Optional<DirectoryEntry> base, Optional<DirectoryEntry> counter, List<String> warnings) {

    public DescribedTrade {
        warnings = List.copyOf(warnings);
    }

    public static DescribedTrade of(MarketTrade trade, AssetDirectory directory) {
        Optional<DirectoryEntry> base = entry(trade.trade().base().party(), directory);
        Optional<DirectoryEntry> counter = entry(trade.trade().counter().party(), directory);
        var warnings = new ArrayList<String>();
        warnings.addAll(AssetDirectory.warnings("base_account", base));
        warnings.addAll(AssetDirectory.warnings("counter_account", counter));
        return new DescribedTrade(trade, base, counter, warnings);
    }

    private static Optional<DirectoryEntry> entry(TradeParty party, AssetDirectory directory) {
        return party.findAddress().flatMap(directory::find);
    }
}
