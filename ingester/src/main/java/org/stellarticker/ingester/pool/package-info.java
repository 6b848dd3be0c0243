/** The liquidity pools of known assets. */
@NullMarked
package org.stellarticker.ingester.pool;

import org.jspecify.annotations.NullMarked;
