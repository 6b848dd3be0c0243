/** Markets: the stored windows of 24 hours and 7 days, and the one statement that computes any window. */
@NullMarked
package org.stellarticker.db.market;

import org.jspecify.annotations.NullMarked;
