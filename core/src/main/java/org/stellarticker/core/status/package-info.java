/** The status that programs report, to people and to each other. */
@NullMarked
package org.stellarticker.core.status;

import org.jspecify.annotations.NullMarked;
