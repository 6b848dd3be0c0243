@NullMarked
package org.stellarticker.bench.market;

import org.jspecify.annotations.NullMarked;
