@NullMarked
package org.stellarticker.bench;

import org.jspecify.annotations.NullMarked;
