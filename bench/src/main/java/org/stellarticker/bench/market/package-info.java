/** Summaries of all markets: the former ticker's one query over raw trades, and what we do in its place. */
@NullMarked
package org.stellarticker.bench.market;

import org.jspecify.annotations.NullMarked;
