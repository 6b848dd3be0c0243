/**
 * Keeps the database small, whatever the market does: days of trades ahead, those past retention dropped, and of all other
 * rows that grow the old ones deleted.
 */
@NullMarked
package org.stellarticker.dbcleaner;

import org.jspecify.annotations.NullMarked;
