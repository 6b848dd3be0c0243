/** Snapshots of the database: all that an answer needs is read as of one instant and shared for a second. */
@NullMarked
package org.stellarticker.marketdata.snapshot;

import org.jspecify.annotations.NullMarked;
