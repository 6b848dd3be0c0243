/** The other half of a circle of packages. */
@NullMarked
package org.stellarticker.e2e.rules.offender.circle;

import org.jspecify.annotations.NullMarked;
