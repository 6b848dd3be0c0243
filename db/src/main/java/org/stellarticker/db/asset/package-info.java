/** Assets, as they were met in trades and as Horizon lists them. */
@NullMarked
package org.stellarticker.db.asset;

import org.jspecify.annotations.NullMarked;
