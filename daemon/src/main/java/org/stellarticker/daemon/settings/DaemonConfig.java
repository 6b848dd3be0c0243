package org.stellarticker.daemon.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings that every program reads besides its own.
 *
 * @param state the run's folder; empty when the program was started by hand, and then it writes no files
 * @param instance distinguishes copies of one program
 * @param ownMetrics where the program serves its own metrics; empty in a run of all programs
 * @param disk the disk that must not become full
 * @param traces where traces are sent to; empty when nobody collects them
 */
public record DaemonConfig(
        Optional<Path> state,
        String instance,
        Optional<InetSocketAddress> ownMetrics,
        LogLevel logLevel,
        LogFormat logFormat,
        DiskConfig disk,
        Optional<TraceConfig> traces) {

    public static DaemonConfig read(Settings in) {
        RunConfig run = RunConfig.read(in);
        return new DaemonConfig(
                in.find("TICKER_STATE", Path::of),
                in.text("HOSTNAME", "localhost") + ":" + run.port(),
                in.find("PROGRAM_METRICS_PORT", DaemonConfig::port)
                        .map(port -> new InetSocketAddress(run.metricsBind(), port)),
                in.choice("LOG_LEVEL", LogLevel.INFO),
                in.choice("LOG_FORMAT", LogFormat.TEXT),
                DiskConfig.read(in),
                TraceConfig.read(in));
    }

    private static int port(String found) {
        return SettingsForms.integer(found, 1, Settings.LAST_PORT);
    }

    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    public enum LogFormat {
        TEXT,
        JSON
    }
}
