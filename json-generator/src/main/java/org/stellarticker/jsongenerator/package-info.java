/**
 * Writes the files of the legacy ticker, {@code markets.json} and {@code assets.json}, which its consumers still poll.
 * They are read from the database in one snapshot, written as Go wrote them, and published by rename.
 */
@NullMarked
package org.stellarticker.jsongenerator;

import org.jspecify.annotations.NullMarked;
