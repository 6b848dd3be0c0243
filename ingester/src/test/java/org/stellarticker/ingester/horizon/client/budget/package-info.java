@NullMarked
package org.stellarticker.ingester.horizon.client.budget;

import org.jspecify.annotations.NullMarked;
