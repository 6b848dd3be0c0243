/** Liquidity pools, and what can be traded with them. */
@NullMarked
package org.stellarticker.core.pool;

import org.jspecify.annotations.NullMarked;
