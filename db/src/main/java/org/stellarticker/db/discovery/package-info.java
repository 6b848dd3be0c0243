/** New assets and markets, so that their data is fetched soon. */
@NullMarked
package org.stellarticker.db.discovery;

import org.jspecify.annotations.NullMarked;
