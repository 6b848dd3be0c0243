@NullMarked
package org.stellarticker.db.subscription;

import org.jspecify.annotations.NullMarked;
