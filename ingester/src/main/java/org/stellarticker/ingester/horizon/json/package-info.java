/**
 * The JSON of Horizon's answers, record by record, so that an unreadable or oversized record costs neither its page nor its
 * stream: an answer that is too large is reduced while it arrives, a page that is not JSON as a whole is split into its
 * records, and the members of a record are read one by one.
 */
@NullMarked
package org.stellarticker.ingester.horizon.json;

import org.jspecify.annotations.NullMarked;
