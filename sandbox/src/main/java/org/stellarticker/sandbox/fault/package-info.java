/** What a bad Horizon does, on purpose: which faults there are, when each is injected, and how many were. */
@NullMarked
package org.stellarticker.sandbox.fault;

import org.jspecify.annotations.NullMarked;
