/** The routes of {@code /api/v1/journal}, by which crawlers add what they know and others read it. */
@NullMarked
package org.stellarticker.graphqlserver.rest.journal;

import org.jspecify.annotations.NullMarked;
