/**
 * A second implementation of the contract's formulas, slow and plain, over raw trades. Tests compare the programs' answers with
 * it. It shares no code with them but the values of {@code core}.
 */
@NullMarked
package org.stellarticker.e2e.oracle;

import org.jspecify.annotations.NullMarked;
