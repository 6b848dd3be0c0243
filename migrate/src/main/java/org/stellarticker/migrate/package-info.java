@NullMarked
package org.stellarticker.migrate;

import org.jspecify.annotations.NullMarked;
