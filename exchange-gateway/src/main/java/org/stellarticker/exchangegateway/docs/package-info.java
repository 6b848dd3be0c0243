/** The description of the addresses. */
@NullMarked
package org.stellarticker.exchangegateway.docs;

import org.jspecify.annotations.NullMarked;
