/**
 * The first writer of the journal: plays recorded trades again. Nine tenths of them are the history that ends when the
 * journal begins; the rest is closed live, ledger by ledger.
 */
@NullMarked
package org.stellarticker.sandbox.replay;

import org.jspecify.annotations.NullMarked;
