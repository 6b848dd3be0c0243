/** The state and progress of each program. */
@NullMarked
package org.stellarticker.db.status;

import org.jspecify.annotations.NullMarked;
