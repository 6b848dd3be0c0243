package org.stellarticker.marketdata.part;

import java.util.Optional;
import org.stellarticker.marketdata.TradePage;
import org.stellarticker.marketdata.WindowCoverage;

/**
 * A page of trades.
 *
 * @param coverage of the asked window up to now; empty when it has no begin, or one that is still to come
 */
public record CoveredTrades(TradePage page, Optional<WindowCoverage> coverage) {}
