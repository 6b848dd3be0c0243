package org.stellarticker.sandbox.market;

/**
 * What the worths of assets follow.
 *
 * @param worth in US dollars, about which it moves
 * @param unrest how far it moves in a day; 0.01 is a hundredth
 */
record Factor(String name, double worth, double unrest) {}
