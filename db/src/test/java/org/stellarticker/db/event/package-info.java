@NullMarked
package org.stellarticker.db.event;

import org.jspecify.annotations.NullMarked;
