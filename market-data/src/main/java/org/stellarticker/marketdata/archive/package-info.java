/** Answers that reach further back than the database: what it has dropped is read from the archive. */
@NullMarked
package org.stellarticker.marketdata.archive;

import org.jspecify.annotations.NullMarked;
