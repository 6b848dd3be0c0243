/** Forms that several faces write alike. */
@NullMarked
package org.stellarticker.graphqlserver.form;

import org.jspecify.annotations.NullMarked;
