/** Plays Horizon, offline: a ledger journal, the programs that write it, and Horizon's answers made from it. */
@NullMarked
package org.stellarticker.sandbox;

import org.jspecify.annotations.NullMarked;
