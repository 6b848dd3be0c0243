/**
 * Writes all tables into one file, a ZIP archive, and restores an empty database from it. The archive begins with
 * {@code header.json}, has an entry for each table, and ends with {@code manifest.json}, so that it can be written and read in
 * one pass.
 */
@NullMarked
package org.stellarticker.migrate.backup;

import org.jspecify.annotations.NullMarked;
