/** The list of all assets, scanned again and again. */
@NullMarked
package org.stellarticker.bench.asset;

import org.jspecify.annotations.NullMarked;
