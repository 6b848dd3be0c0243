/** The form of the log: one line for each event, as text or as JSON. */
@NullMarked
package org.stellarticker.daemon.log;

import org.jspecify.annotations.NullMarked;
