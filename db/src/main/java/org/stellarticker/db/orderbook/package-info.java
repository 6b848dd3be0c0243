/** Summaries of order books. */
@NullMarked
package org.stellarticker.db.orderbook;

import org.jspecify.annotations.NullMarked;
