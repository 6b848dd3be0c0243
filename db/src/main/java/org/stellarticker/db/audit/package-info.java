/** The proof, hour by hour, that the stored trades are Horizon's. */
@NullMarked
package org.stellarticker.db.audit;

import org.jspecify.annotations.NullMarked;
