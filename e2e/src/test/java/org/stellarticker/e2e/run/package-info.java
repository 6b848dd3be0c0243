/** The whole ticker as a user starts it: by {@code ./ticker demo}; started, killed, and held against its source. */
@NullMarked
package org.stellarticker.e2e.run;

import org.jspecify.annotations.NullMarked;
