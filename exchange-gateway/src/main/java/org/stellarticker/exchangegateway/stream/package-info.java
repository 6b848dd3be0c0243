/** What the engine reports, as streams: to each account its own, to everyone the markets. */
@NullMarked
package org.stellarticker.exchangegateway.stream;

import org.jspecify.annotations.NullMarked;
