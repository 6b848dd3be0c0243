/** How many clients live streams reach, and how fast. */
@NullMarked
package org.stellarticker.bench.stream;

import org.jspecify.annotations.NullMarked;
