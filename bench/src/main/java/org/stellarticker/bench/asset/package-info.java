/** Scans of the list of all assets. */
@NullMarked
package org.stellarticker.bench.asset;

import org.jspecify.annotations.NullMarked;
