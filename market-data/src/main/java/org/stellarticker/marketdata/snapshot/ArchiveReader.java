package org.stellarticker.marketdata.snapshot;

import java.util.List;
import java.util.function.UnaryOperator;
import org.stellarticker.db.archive.ArchivedDay;

/** Reads rows of archived days; the program that answers knows how. */
@FunctionalInterface
public interface ArchiveReader {

    /** The table of trades. */
    String TRADES = "trades";

    /** The table of candles of a minute. */
    String CANDLES_1M = "candles_1m";

    /**
     * Runs a query over days, part by part, until there are enough rows.
     *
     * @param table {@link #TRADES} or {@link #CANDLES_1M}
     * @param parts days that are read together, none of them empty; later ones only when earlier ones have too few rows
     * @param most rows of the answer
     * @param sql gives the query for what it selects from
     * @return the rows' values as text, {@code \N} for a missing one
     */
    List<List<String>> read(String table, List<List<ArchivedDay>> parts, int most, UnaryOperator<String> sql);
}
