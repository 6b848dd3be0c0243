/** Breaks the rules that hold for {@code exchange.engine} alone. */
@NullMarked
package org.stellarticker.exchange.engine.offender;

import org.jspecify.annotations.NullMarked;
