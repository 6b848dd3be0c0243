/** How much of a market can be traded near its mid price, and at what price: its order book and its pool apart. */
@NullMarked
package org.stellarticker.marketdata.depth;

import org.jspecify.annotations.NullMarked;
