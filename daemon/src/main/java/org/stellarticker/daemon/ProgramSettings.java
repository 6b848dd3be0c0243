package org.stellarticker.daemon;

/**
 * The settings of one program, offered as a service ({@code META-INF/services}), so that {@link SettingsCheck} sees those
 * of all programs before any of them starts.
 */
public interface ProgramSettings {

    /** The program's name, such as {@code ingester}. */
    String program();

    /**
     * Reads what the program itself would read.
     *
     * @throws SettingsException when any of it cannot be used
     */
    void read(Settings in);
}
