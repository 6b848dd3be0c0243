/** Many users of the exchange at once, and what they see. */
@NullMarked
package org.stellarticker.loadtest;

import org.jspecify.annotations.NullMarked;
