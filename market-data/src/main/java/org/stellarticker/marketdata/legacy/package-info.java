/**
 * The values of {@code markets.json} and of the legacy GraphQL queries: names, directions and sums that never change, with
 * their oddities. They are made here once, exactly; whoever writes them makes numbers of them.
 */
@NullMarked
package org.stellarticker.marketdata.legacy;

import org.jspecify.annotations.NullMarked;
