/** Liquidity pools and their depth. */
@NullMarked
package org.stellarticker.core.pool;

import org.jspecify.annotations.NullMarked;
