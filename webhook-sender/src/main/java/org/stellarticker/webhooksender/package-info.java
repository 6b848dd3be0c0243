/**
 * Notifies subscribers of what happened. Matching makes messages of events; sending delivers those for webhooks. The database is
 * between both.
 */
@NullMarked
package org.stellarticker.webhooksender;

import org.jspecify.annotations.NullMarked;
