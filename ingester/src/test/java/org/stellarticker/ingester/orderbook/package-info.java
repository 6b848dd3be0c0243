@NullMarked
package org.stellarticker.ingester.orderbook;

import org.jspecify.annotations.NullMarked;
