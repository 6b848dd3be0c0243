@NullMarked
package org.stellarticker.jsongenerator.compress;

import org.jspecify.annotations.NullMarked;
