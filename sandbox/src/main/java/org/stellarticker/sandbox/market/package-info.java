/**
 * A market that nobody recorded: assets and markets from a catalog, prices that walk, trades of the order book and of
 * pools, all following from a seed. What happens in a ledger is made of the seed, the ledger's number and what pools hold,
 * and what pools hold is in the journal: nothing else has to be remembered.
 */
@NullMarked
package org.stellarticker.sandbox.market;

import org.jspecify.annotations.NullMarked;
