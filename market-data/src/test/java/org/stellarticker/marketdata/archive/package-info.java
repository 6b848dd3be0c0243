@NullMarked
package org.stellarticker.marketdata.archive;

import org.jspecify.annotations.NullMarked;
