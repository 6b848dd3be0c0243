@NullMarked
package org.stellarticker.jsongenerator;

import org.jspecify.annotations.NullMarked;
