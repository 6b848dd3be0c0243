/** The routes below {@code /api/v1} about accounts, keys and quotas, for their owners and for operators. */
@NullMarked
package org.stellarticker.graphqlserver.rest.account;

import org.jspecify.annotations.NullMarked;
