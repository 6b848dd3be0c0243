package org.stellarticker.daemon;

import java.util.List;

/** Settings that cannot be used; one line for each. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    /** For what turns out only when a setting is used; thrown from a {@link Wiring}, it ends the program like the others. */
    public SettingsException(String fault) {
        this(List.of(fault));
    }

    SettingsException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** Each names the variable, what was expected and what was found; values of secrets are not told. */
    public List<String> faults() {
        return faults;
    }
}
