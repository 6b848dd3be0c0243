/** The arithmetic of the simulated market: seeded chance, walks, time, trade rates and stroops. */
@NullMarked
package org.stellarticker.sandbox.market.math;

import org.jspecify.annotations.NullMarked;
