/** The proof that what is stored is what Horizon tells, hour by hour. */
@NullMarked
package org.stellarticker.db.audit;

import org.jspecify.annotations.NullMarked;
