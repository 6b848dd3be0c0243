/** Keeps finished days as Parquet files in a folder or a bucket, so that db-cleaner may drop them. */
@NullMarked
package org.stellarticker.archiver;

import org.jspecify.annotations.NullMarked;
