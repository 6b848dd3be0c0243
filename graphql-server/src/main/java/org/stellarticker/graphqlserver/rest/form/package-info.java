/** The forms of REST: assets and numbers as texts, checks of parameters, rows of lists as JSON and as CSV. */
@NullMarked
package org.stellarticker.graphqlserver.rest.form;

import org.jspecify.annotations.NullMarked;
