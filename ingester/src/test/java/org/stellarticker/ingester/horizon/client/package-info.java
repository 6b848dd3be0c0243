@NullMarked
package org.stellarticker.ingester.horizon.client;

import org.jspecify.annotations.NullMarked;
