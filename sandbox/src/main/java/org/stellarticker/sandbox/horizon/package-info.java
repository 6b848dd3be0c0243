/**
 * Horizon's HTTP interface: its addresses, parameters, pages, streams and errors, byte for byte where a client could
 * notice.
 */
@NullMarked
package org.stellarticker.sandbox.horizon;

import org.jspecify.annotations.NullMarked;
