/** Classes that break the rules, one for each; nothing else uses them. */
@NullMarked
package org.stellarticker.e2e.rules.offender;

import org.jspecify.annotations.NullMarked;
