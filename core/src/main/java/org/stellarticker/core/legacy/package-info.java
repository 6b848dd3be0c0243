/** The number format of the legacy ticker. Its consumers depend on it, so it never changes. */
@NullMarked
package org.stellarticker.core.legacy;

import org.jspecify.annotations.NullMarked;
