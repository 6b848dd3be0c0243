/** The days that the archive has, and what is read from the database for it. */
@NullMarked
package org.stellarticker.db.archive;

import org.jspecify.annotations.NullMarked;
