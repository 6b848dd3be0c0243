/** A second implementation of the exchange's rules: slow, obvious, and written from the rules alone. */
@NullMarked
package org.stellarticker.exchange.reference;

import org.jspecify.annotations.NullMarked;
