/** The faults of a bad Horizon: which kinds exist, when each is injected, and how many were. */
@NullMarked
package org.stellarticker.sandbox.fault;

import org.jspecify.annotations.NullMarked;
