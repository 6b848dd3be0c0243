/** The journal, to which crawlers of users add what they know. */
@NullMarked
package org.stellarticker.db.journal;

import org.jspecify.annotations.NullMarked;
