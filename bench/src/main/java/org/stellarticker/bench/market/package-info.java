/** Summaries of all markets: the legacy ticker's one query over raw trades, against the product. */
@NullMarked
package org.stellarticker.bench.market;

import org.jspecify.annotations.NullMarked;
