package org.stellarticker.exchange;

/**
 * All orders of one price on one side of a book.
 *
 * @param price in ticks
 * @param amount what is open, in stroops of base
 */
public record Level(long price, long amount, int orders) {}
