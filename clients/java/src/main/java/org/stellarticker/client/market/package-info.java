/** Answers about markets and prices. */
@NullMarked
package org.stellarticker.client.market;

import org.jspecify.annotations.NullMarked;
