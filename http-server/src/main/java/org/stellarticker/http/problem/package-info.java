/** Reasons why a request is not answered, as its client is given them. */
@NullMarked
package org.stellarticker.http.problem;

import org.jspecify.annotations.NullMarked;
