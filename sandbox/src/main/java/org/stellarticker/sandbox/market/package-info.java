/**
 * A simulated market: assets and markets from a catalog, prices that walk, and trades of the order book and of pools,
 * all from a seed. A ledger follows from the seed, the ledger's number and the reserves of pools; the reserves are in
 * the journal, so no other state is kept.
 */
@NullMarked
package org.stellarticker.sandbox.market;

import org.jspecify.annotations.NullMarked;
