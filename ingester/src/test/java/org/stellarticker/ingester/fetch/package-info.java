@NullMarked
package org.stellarticker.ingester.fetch;

import org.jspecify.annotations.NullMarked;
