/** Breaks the rules that hold for {@code core} alone. */
@NullMarked
package org.stellarticker.core.offender;

import org.jspecify.annotations.NullMarked;
