/** The commands of {@code ./ticker account}, by which an operator keeps accounts and keys. */
@NullMarked
package org.stellarticker.graphqlserver.account.command;

import org.jspecify.annotations.NullMarked;
