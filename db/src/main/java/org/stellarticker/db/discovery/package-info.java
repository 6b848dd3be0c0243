/** What became known since somebody looked last, so that it is looked at soon. */
@NullMarked
package org.stellarticker.db.discovery;

import org.jspecify.annotations.NullMarked;
