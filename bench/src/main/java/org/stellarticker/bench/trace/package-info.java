/** What traces cost the programs that send them. */
@NullMarked
package org.stellarticker.bench.trace;

import org.jspecify.annotations.NullMarked;
