@NullMarked
package org.stellarticker.archive.parquet;

import org.jspecify.annotations.NullMarked;
