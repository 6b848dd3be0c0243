/** Breaks the rules that hold for {@code market-data} alone. */
@NullMarked
package org.stellarticker.marketdata.offender;

import org.jspecify.annotations.NullMarked;
