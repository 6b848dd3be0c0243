/** What accounts subscribe to. */
@NullMarked
package org.stellarticker.core.subscription;

import org.jspecify.annotations.NullMarked;
