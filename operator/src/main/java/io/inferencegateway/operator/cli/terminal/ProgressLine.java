package io.inferencegateway.operator.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/// One line of a terminal that is written over and over: how far something is. Silent where nobody watches, in a pipe
/// or in CI.
public final class ProgressLine implements AutoCloseable {
    private static final int BAR = 30;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean watched;
    private boolean shown;

    private ProgressLine(PrintWriter err, boolean watched) {
        this.err = err;
        this.watched = watched;
    }

    /// On standard error, when a person reads it.
    public static ProgressLine of(PrintWriter err) {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return new ProgressLine(err, terminal && !"dumb".equals(System.getenv("TERM")));
    }

    /// Watched for certain.
    public static ProgressLine watched(PrintWriter err) {
        return new ProgressLine(err, true);
    }

    /// Shows how much is done.
    ///
    /// @param done of all
    public void show(long done, long all, String words) {
        if (watched) {
            shown = true;
            int length = (int) (BAR * Math.min(done, all) / Math.max(1, all));
            err.print(String.format(
                    Locale.ROOT,
                    "%s[%s%s] %3d %%  %s",
                    ERASE,
                    "#".repeat(length),
                    ".".repeat(BAR - length),
                    100 * done / Math.max(1, all),
                    words));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (shown) {
            shown = false;
            err.print(ERASE);
            err.flush();
        }
    }
}
