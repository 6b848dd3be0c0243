/** Which time ranges are wholly fetched, and which are known to be missing. */
@NullMarked
package org.stellarticker.db.coverage;

import org.jspecify.annotations.NullMarked;
