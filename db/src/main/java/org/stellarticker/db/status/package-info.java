/** What each program does and how far it is. */
@NullMarked
package org.stellarticker.db.status;

import org.jspecify.annotations.NullMarked;
