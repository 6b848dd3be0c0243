/** Breaks the rules that hold for {@code market-data} alone. */
@NullMarked
package org.stellarticker.http.offender;

import org.jspecify.annotations.NullMarked;
