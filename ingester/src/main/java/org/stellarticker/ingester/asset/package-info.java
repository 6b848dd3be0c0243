/** The list of all assets that Horizon knows. */
@NullMarked
package org.stellarticker.ingester.asset;

import org.jspecify.annotations.NullMarked;
