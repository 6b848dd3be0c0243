/** Breaks the rules that hold for {@code sandbox} alone. */
@NullMarked
package org.stellarticker.sandbox.offender;

import org.jspecify.annotations.NullMarked;
