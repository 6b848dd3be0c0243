/** Lists of others about accounts and domains: from files and addresses that settings name, read again on a schedule. */
@NullMarked
package org.stellarticker.graphqlserver.lists;

import org.jspecify.annotations.NullMarked;
