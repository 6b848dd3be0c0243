@NullMarked
package org.stellarticker.daemon;

import org.jspecify.annotations.NullMarked;
