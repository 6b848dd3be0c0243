/** The program around the exchange's engine. */
@NullMarked
package org.stellarticker.exchangeengine;

import org.jspecify.annotations.NullMarked;
