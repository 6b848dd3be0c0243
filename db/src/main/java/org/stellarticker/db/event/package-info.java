/** The log of changes, in the order of commits, for other components to follow. */
@NullMarked
package org.stellarticker.db.event;

import org.jspecify.annotations.NullMarked;
