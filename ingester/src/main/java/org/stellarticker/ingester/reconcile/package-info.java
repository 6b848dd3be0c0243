/**
 * The proof that what is stored is what Horizon tells: a second reading of the same trades, and Horizon's own sums of them.
 */
@NullMarked
package org.stellarticker.ingester.reconcile;

import org.jspecify.annotations.NullMarked;
