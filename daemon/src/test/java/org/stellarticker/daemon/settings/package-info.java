@NullMarked
package org.stellarticker.daemon.settings;

import org.jspecify.annotations.NullMarked;
