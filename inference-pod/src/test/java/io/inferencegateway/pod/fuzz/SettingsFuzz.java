package io.inferencegateway.pod.fuzz;

import io.inferencegateway.contract.wire.InvalidSettings;
import io.inferencegateway.contract.wire.PodSettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/// Any environment is settings that survive the way through `toEnv`, or a list of problems.
public final class SettingsFuzz {
    private SettingsFuzz() {}

    /// @param bytes lines of NAME=VALUE
    public static void fuzzerTestOneInput(byte[] bytes) {
        var env = new LinkedHashMap<String, String>();
        for (var line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                env.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        PodSettings settings;
        try {
            settings = PodSettings.fromEnv(env);
        } catch (InvalidSettings refused) {
            if (refused.problems().isEmpty()) {
                throw new IllegalStateException("refused for no reason", refused);
            }
            return;
        }
        if (!PodSettings.fromEnv(settings.toEnv()).equals(settings)) {
            throw new IllegalStateException("changed on the way: " + settings);
        }
    }
}
