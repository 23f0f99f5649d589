package io.inferencegateway.contract.wire;

/// The lab's log levels. `WARNING` and `CRITICAL` are Python's names for what the JVM's loggers call WARN and ERROR.
public enum LogLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL
}
