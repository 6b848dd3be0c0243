/**
 * Accounts, their keys and quotas: who makes a request, what it may do and how often. Routes demand a scope by {@link
 * org.stellarticker.graphqlserver.account.Callers#require}.
 */
@NullMarked
package org.stellarticker.graphqlserver.account;

import org.jspecify.annotations.NullMarked;
