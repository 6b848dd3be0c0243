/** Copies whole tables out of the database and into it, for backups. */
@NullMarked
package org.stellarticker.db.copy;

import org.jspecify.annotations.NullMarked;
