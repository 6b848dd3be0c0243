/**
 * Requests and reads Horizon's lists: assets, liquidity pools, order books and trade aggregations. A record that cannot be read
 * is left out, counted and logged; the rest of its page is used. Trades, which may not be lost, are read in the package below.
 */
@NullMarked
package org.stellarticker.ingester.horizon.read;

import org.jspecify.annotations.NullMarked;
