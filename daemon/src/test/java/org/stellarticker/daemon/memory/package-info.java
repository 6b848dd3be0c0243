@NullMarked
package org.stellarticker.daemon.memory;

import org.jspecify.annotations.NullMarked;
