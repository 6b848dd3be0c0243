/** Work that must not be forgotten: what is owed, since when, and when it is tried again. */
@NullMarked
package org.stellarticker.db.work;

import org.jspecify.annotations.NullMarked;
