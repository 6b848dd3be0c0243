/**
 * Traces: what an order and a ledger go through, over all programs. The one package that knows OpenTelemetry, whose classes are
 * loaded only when a setting names a collector.
 */
@NullMarked
package org.stellarticker.daemon.trace;

import org.jspecify.annotations.NullMarked;
