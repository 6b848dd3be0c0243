/**
 * The values of {@code markets.json} and of the legacy GraphQL queries: names, directions and sums that never change, with
 * their oddities. They are computed here once, exactly; the programs that write them turn them into numbers.
 */
@NullMarked
package org.stellarticker.marketdata.legacy;

import org.jspecify.annotations.NullMarked;
