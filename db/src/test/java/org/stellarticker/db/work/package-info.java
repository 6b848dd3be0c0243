@NullMarked
package org.stellarticker.db.work;

import org.jspecify.annotations.NullMarked;
