/** Trades, with the ledgers, assets, pairs and change marks that are stored with them, and records that cannot be read. */
@NullMarked
package org.stellarticker.db.trade;

import org.jspecify.annotations.NullMarked;
