/** Processes that tests start. */
@NullMarked
package org.stellarticker.core.process;

import org.jspecify.annotations.NullMarked;
