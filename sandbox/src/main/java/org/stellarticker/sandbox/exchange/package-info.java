/**
 * The exchange's side of the simulated market: its fills become trades of ledgers, its books the order books of its markets, and
 * bots trade there around the fair price. The exchange is a program of its own, which may be away: ledgers close without its fills
 * then, and later ones hold them.
 */
@NullMarked
package org.stellarticker.sandbox.exchange;

import org.jspecify.annotations.NullMarked;
