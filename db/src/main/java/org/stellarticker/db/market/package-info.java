/** Markets: windows of 24 hours and 7 days of each exact pair, and the one statement that cuts any window. */
@NullMarked
package org.stellarticker.db.market;

import org.jspecify.annotations.NullMarked;
