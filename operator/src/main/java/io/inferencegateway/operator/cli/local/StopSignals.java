package io.inferencegateway.operator.cli.local;

/// Ctrl-C and SIGTERM: what to do before the process ends with exit code 0.
///
/// A shutdown hook, not a signal handler: the JDK offers none outside its internals.
final class StopSignals implements AutoCloseable {
    private final Thread hook;

    private StopSignals(Thread hook) {
        this.hook = hook;
    }

    /// Runs an action on a signal, until this is closed.
    ///
    /// @param withParent whether the end of the parent process counts as a signal
    static StopSignals when(Runnable action, boolean withParent) {
        var hook = new Thread(
                () -> {
                    action.run();
                    // The JVM would end with 130 or 143, which build tools report as a failure.
                    Runtime.getRuntime().halt(0);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        if (withParent) {
            ProcessHandle.current()
                    .parent()
                    .ifPresent(parent -> Thread.startVirtualThread(() -> {
                        parent.onExit().join();
                        System.exit(0);
                    }));
        }
        return new StopSignals(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook is running; it ends the process.
        }
    }
}
