/**
 * Fetches stellar.toml files from untrusted servers. {@link org.stellarticker.ingester.fetch.TomlClient} guards each request:
 * https and public addresses only, with bounds on redirects, time, size and requests to one host.
 */
@NullMarked
package org.stellarticker.ingester.fetch;

import org.jspecify.annotations.NullMarked;
