@NullMarked
package org.stellarticker.e2e;

import org.jspecify.annotations.NullMarked;
