/**
 * The request budget: how many requests an hour may be made, which purpose goes first when several wait, the limit that is
 * learned from a Horizon that refuses requests, and the delay that grows with each failure.
 */
@NullMarked
package org.stellarticker.ingester.horizon.client.budget;

import org.jspecify.annotations.NullMarked;
