/** The partitions of trades by day, and the watermark before which they may be dropped. */
@NullMarked
package org.stellarticker.db.partition;

import org.jspecify.annotations.NullMarked;
