@NullMarked
package org.stellarticker.db.journal;

import org.jspecify.annotations.NullMarked;
