@NullMarked
package org.stellarticker.bench.ingest;

import org.jspecify.annotations.NullMarked;
