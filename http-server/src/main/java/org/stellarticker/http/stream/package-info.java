/** Streams of events for one client each: their form, their buffer, and their errors. */
@NullMarked
package org.stellarticker.http.stream;

import org.jspecify.annotations.NullMarked;
