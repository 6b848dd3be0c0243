/** The committed positions of streams and backfills. */
@NullMarked
package org.stellarticker.db.cursor;

import org.jspecify.annotations.NullMarked;
