/** The time ranges that are wholly fetched, and those that are known to be missing. */
@NullMarked
package org.stellarticker.db.coverage;

import org.jspecify.annotations.NullMarked;
