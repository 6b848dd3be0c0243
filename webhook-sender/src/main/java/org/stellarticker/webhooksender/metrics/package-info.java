/** What the sender measures. */
@NullMarked
package org.stellarticker.webhooksender.metrics;

import org.jspecify.annotations.NullMarked;
