/** Assets, their issuers and tomls. */
@NullMarked
package org.stellarticker.db.asset;

import org.jspecify.annotations.NullMarked;
