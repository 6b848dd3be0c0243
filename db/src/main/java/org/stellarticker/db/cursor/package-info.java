/** How far streams were read, and the past was paged. */
@NullMarked
package org.stellarticker.db.cursor;

import org.jspecify.annotations.NullMarked;
