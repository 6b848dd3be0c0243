/**
 * Keeps the database small: creates days of trades ahead, drops days past their retention, and deletes old rows of every other
 * table that grows.
 */
@NullMarked
package org.stellarticker.dbcleaner;

import org.jspecify.annotations.NullMarked;
