/**
 * The exchange's values: instruments, orders, fills, accounts, the commands that change them, and the events that
 * report each change. Amounts are stroops, prices are ticks: {@code price = ticks / 10^priceDecimals} of the instrument.
 */
@NullMarked
package org.stellarticker.exchange;

import org.jspecify.annotations.NullMarked;
