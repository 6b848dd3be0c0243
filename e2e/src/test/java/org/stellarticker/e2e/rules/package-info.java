/** The rules of the build, each with a class that breaks it, so that a rule that has gone blind is noticed. */
@NullMarked
package org.stellarticker.e2e.rules;

import org.jspecify.annotations.NullMarked;
