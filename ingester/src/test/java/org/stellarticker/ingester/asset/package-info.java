@NullMarked
package org.stellarticker.ingester.asset;

import org.jspecify.annotations.NullMarked;
