package org.stellarticker.sandbox.market;

/**
 * A value that the worths of assets follow.
 *
 * @param worth in US dollars, the mean of its walk
 * @param unrest how far it moves in a day; 0.01 is a hundredth
 */
record Factor(String name, double worth, double unrest) {}
