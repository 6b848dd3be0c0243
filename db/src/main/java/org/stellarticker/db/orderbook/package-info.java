/** Order books and the queue of on-demand ones. */
@NullMarked
package org.stellarticker.db.orderbook;

import org.jspecify.annotations.NullMarked;
