/** Horizon's face: its addresses, parameters, pages, streams and errors, byte for byte where a client could tell. */
@NullMarked
package org.stellarticker.sandbox.horizon;

import org.jspecify.annotations.NullMarked;
