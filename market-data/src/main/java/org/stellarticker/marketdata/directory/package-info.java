/** What lists of others say about accounts and domains: names, tags, and warnings. */
@NullMarked
package org.stellarticker.marketdata.directory;

import org.jspecify.annotations.NullMarked;
