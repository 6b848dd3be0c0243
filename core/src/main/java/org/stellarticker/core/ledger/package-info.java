/** Positions in the network's history: ledgers, the order of trades, and how far a stream was read. */
@NullMarked
package org.stellarticker.core.ledger;

import org.jspecify.annotations.NullMarked;
