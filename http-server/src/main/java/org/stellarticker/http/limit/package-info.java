/** Turns of clients: how many requests run at once, and whose is next. */
@NullMarked
package org.stellarticker.http.limit;

import org.jspecify.annotations.NullMarked;
