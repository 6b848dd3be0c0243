/** What describes REST: the OpenAPI document, and the page that shows it. */
@NullMarked
package org.stellarticker.graphqlserver.docs;

import org.jspecify.annotations.NullMarked;
