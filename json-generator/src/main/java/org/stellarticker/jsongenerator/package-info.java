/**
 * Writes the files that the former ticker served and its consumers still poll, {@code markets.json} and
 * {@code assets.json}: read from the database in one snapshot, written as Go wrote them, published by rename.
 */
@NullMarked
package org.stellarticker.jsongenerator;

import org.jspecify.annotations.NullMarked;
