package io.inferencegateway.pod.source;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The values of the label `result`.
public final class DownloadResult {
    static final String SUCCESS = "success";
    /// The cache had it; nothing was asked for.
    static final String CACHED = "cached";

    private DownloadResult() {}

    public static List<String> all() {
        return Stream.concat(
                        Stream.of(SUCCESS, CACHED),
                        Arrays.stream(Trouble.values()).map(Trouble::label))
                .toList();
    }
}
