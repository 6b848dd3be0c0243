/** The prices of assets in US dollars or in another asset, with the markets that they come from. */
@NullMarked
package org.stellarticker.marketdata.price;

import org.jspecify.annotations.NullMarked;
