/** Plays Horizon offline: a ledger journal, the networks that write it, and Horizon's answers made from it. */
@NullMarked
package org.stellarticker.sandbox;

import org.jspecify.annotations.NullMarked;
