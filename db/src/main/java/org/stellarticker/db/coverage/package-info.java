/** Which stretches of time are fetched as a whole, and which are known to be missing. */
@NullMarked
package org.stellarticker.db.coverage;

import org.jspecify.annotations.NullMarked;
