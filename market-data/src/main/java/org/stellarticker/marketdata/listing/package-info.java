/** Markets as listing sites get them: exact, without dust in prices, each in the direction of its quote. */
@NullMarked
package org.stellarticker.marketdata.listing;

import org.jspecify.annotations.NullMarked;
