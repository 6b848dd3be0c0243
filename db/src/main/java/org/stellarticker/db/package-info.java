@NullMarked
package org.stellarticker.db;

import org.jspecify.annotations.NullMarked;
