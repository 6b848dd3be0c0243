/**
 * The figures once more, by the frozen contract's formulas over raw trades, slowly and plainly: what the programs' answers
 * are held against. Shares no code with them but core's values.
 */
@NullMarked
package org.stellarticker.e2e.oracle;

import org.jspecify.annotations.NullMarked;
