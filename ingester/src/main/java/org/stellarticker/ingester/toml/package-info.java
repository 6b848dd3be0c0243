/**
 * Reads a stellar.toml (SEP-1) from text to values, also when the text is not valid TOML:
 * {@link org.stellarticker.ingester.toml.TolerantToml} parses the text and records each problem,
 * {@link org.stellarticker.ingester.toml.StellarToml} gives the values their meaning. The package does no I/O.
 */
@NullMarked
package org.stellarticker.ingester.toml;

import org.jspecify.annotations.NullMarked;
