/** Orders as clients write and read them: their fields, their JSON, and the reasons why one is refused. */
@NullMarked
package org.stellarticker.exchangegateway.order;

import org.jspecify.annotations.NullMarked;
