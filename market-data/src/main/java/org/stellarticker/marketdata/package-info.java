/**
 * The read side: exact answers about markets, candles, trades, order books, pools, assets and coverage, each read in the
 * snapshot of its caller. It knows no HTTP, no GraphQL and no JSON, and has no {@code double}.
 */
@NullMarked
package org.stellarticker.marketdata;

import org.jspecify.annotations.NullMarked;
