@NullMarked
package org.stellarticker.publichttp;

import org.jspecify.annotations.NullMarked;
