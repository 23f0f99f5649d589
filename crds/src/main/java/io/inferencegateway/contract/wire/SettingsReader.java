package io.inferencegateway.contract.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads typed values out of an environment and remembers every problem until the end.
final class SettingsReader {
    private final Map<String, String> env = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, String> env) {
        this.env.putAll(env);
        // Of two spellings the canonical one wins, whatever the order of the map.
        env.forEach((name, value) -> {
            if (name.equals(name.toUpperCase(Locale.ROOT))) {
                this.env.put(name, value);
            }
        });
    }

    <T> T get(Setting<T> setting, T fallback) {
        return find(setting).orElse(fallback);
    }

    <T> Optional<T> find(Setting<T> setting) {
        String text = env.getOrDefault(setting.name(), "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(setting.parse().apply(text));
        } catch (IllegalArgumentException refused) {
            problems.add("%s is '%s'; allowed: %s".formatted(setting.name(), text, setting.allowed()));
            return Optional.empty();
        }
    }

    /// Two settings that mean nothing without each other.
    void together(Setting<?> first, Setting<?> second) {
        boolean hasFirst = has(first);
        if (hasFirst != has(second)) {
            problems.add("%s is set and %s is not; set both or neither"
                    .formatted((hasFirst ? first : second).name(), (hasFirst ? second : first).name()));
        }
    }

    /// What settings together have to fulfil.
    void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            problems.add(otherwise);
        }
    }

    private boolean has(Setting<?> setting) {
        return !env.getOrDefault(setting.name(), "").isBlank();
    }

    void failOnProblems() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }
}
