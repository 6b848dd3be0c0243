/** Answers about order books and pools. */
@NullMarked
package org.stellarticker.client.liquidity;

import org.jspecify.annotations.NullMarked;
