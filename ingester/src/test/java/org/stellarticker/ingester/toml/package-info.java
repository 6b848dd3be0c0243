@NullMarked
package org.stellarticker.ingester.toml;

import org.jspecify.annotations.NullMarked;
