/** The faults of a bad Horizon: which kinds exist, what each makes of a record, when each is injected, and how many were. */
@NullMarked
package org.stellarticker.sandbox.fault;

import org.jspecify.annotations.NullMarked;
