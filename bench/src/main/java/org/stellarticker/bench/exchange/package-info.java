/** The exchange: how fast its engine takes commands. */
@NullMarked
package org.stellarticker.bench.exchange;

import org.jspecify.annotations.NullMarked;
