package org.stellarticker.e2e.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stellarticker.core.ledger.TradeId;
import org.stellarticker.core.market.Trade;

/** Compares long lists of trades in linear time; the general comparison of two lists of 100,000 takes minutes. */
final class TradeDifferences {

    private static final int SHOWN = 20;

    private TradeDifferences() {}

    /**
     * Returns the first differences in words: trades that are missing, doubled, altered or not expected, or another order.
     * It is empty when both lists are equal.
     */
    static List<String> between(List<Trade> stored, List<Trade> expected) {
        Map<TradeId, Trade> missing = HashMap.newHashMap(expected.size());
        expected.forEach(trade -> missing.put(trade.id(), trade));
        var differences = new ArrayList<String>();
        for (Trade trade : stored) {
            Trade truth = missing.remove(trade.id());
            if (truth == null) {
                differences.add("doubled or not expected: " + trade);
            } else if (!truth.equals(trade)) {
                differences.add("altered: expected " + truth + ", found " + trade);
            }
        }
        expected.stream()
                .filter(trade -> missing.containsKey(trade.id()))
                .forEach(trade -> differences.add("missing: " + trade));
        if (differences.isEmpty() && !stored.equals(expected)) {
            differences.add("the same trades in another order");
        }
        return differences.size() <= SHOWN ? differences : shortened(differences);
    }

    private static List<String> shortened(List<String> differences) {
        var shown = new ArrayList<>(differences.subList(0, SHOWN));
        shown.add((differences.size() - SHOWN) + " more differences");
        return shown;
    }
}
