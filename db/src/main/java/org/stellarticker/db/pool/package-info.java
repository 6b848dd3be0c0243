/** Liquidity pools. */
@NullMarked
package org.stellarticker.db.pool;

import org.jspecify.annotations.NullMarked;
