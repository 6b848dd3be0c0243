/** The list of all assets that Horizon knows, and what their issuers tell of them in their stellar.toml (SEP-1). */
@NullMarked
package org.stellarticker.ingester.asset;

import org.jspecify.annotations.NullMarked;
