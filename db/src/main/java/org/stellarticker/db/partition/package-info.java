/** The days that trades are partitioned by. */
@NullMarked
package org.stellarticker.db.partition;

import org.jspecify.annotations.NullMarked;
