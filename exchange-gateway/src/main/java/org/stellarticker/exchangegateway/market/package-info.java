/** The markets as the engine's events make them: books, last trades, and their JSON. */
@NullMarked
package org.stellarticker.exchangegateway.market;

import org.jspecify.annotations.NullMarked;
