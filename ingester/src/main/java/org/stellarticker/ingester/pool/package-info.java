/**
 * Fetches the liquidity pools whose assets are known: {@link org.stellarticker.ingester.pool.PoolScan} keeps all of them fresh, and
 * {@link org.stellarticker.ingester.pool.NewPools} fetches the pools of new markets without waiting for the next scan.
 */
@NullMarked
package org.stellarticker.ingester.pool;

import org.jspecify.annotations.NullMarked;
