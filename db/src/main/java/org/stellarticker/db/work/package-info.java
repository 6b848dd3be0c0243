/** The retry queue: work that must not be forgotten, with its next attempt and the error of its last one. */
@NullMarked
package org.stellarticker.db.work;

import org.jspecify.annotations.NullMarked;
