@NullMarked
package org.stellarticker.daemon.trace;

import org.jspecify.annotations.NullMarked;
