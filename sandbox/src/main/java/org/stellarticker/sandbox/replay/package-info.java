/**
 * Plays recorded trades: nine tenths of them are the history that ends when the journal starts; the rest is closed
 * live, ledger by ledger.
 */
@NullMarked
package org.stellarticker.sandbox.replay;

import org.jspecify.annotations.NullMarked;
