@NullMarked
package org.stellarticker.db.coverage;

import org.jspecify.annotations.NullMarked;
