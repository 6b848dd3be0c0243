package org.stellarticker.daemon.settings;

import java.util.List;

/** Thrown when settings are not valid; one line for each fault. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> faults;

    /**
     * Makes an exception for a fault that appears only when a setting is used. Thrown while a program is wired, it ends
     * the program like any other settings fault.
     */
    public SettingsException(String fault) {
        this(List.of(fault));
    }

    public SettingsException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /**
     * Returns the faults. Each names the variable, what was expected and what was found; secret values are left out.
     */
    public List<String> faults() {
        return faults;
    }
}
