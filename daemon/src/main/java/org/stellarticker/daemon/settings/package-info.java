/** Settings: read from the environment, checked, and reported with all their faults at once. */
@NullMarked
package org.stellarticker.daemon.settings;

import org.jspecify.annotations.NullMarked;
