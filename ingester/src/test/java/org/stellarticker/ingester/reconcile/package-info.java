@NullMarked
package org.stellarticker.ingester.reconcile;

import org.jspecify.annotations.NullMarked;
