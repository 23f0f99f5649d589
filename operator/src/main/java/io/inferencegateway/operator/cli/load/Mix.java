package io.inferencegateway.operator.cli.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// In which proportion the kinds of requests come, spread evenly and in the same order every time.
public final class Mix {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,3}):([0-9]{1,3}):([0-9]{1,3})");

    private final List<Kind> round;

    private Mix(List<Kind> round) {
        this.round = round;
    }

    /// `PREDICTIONS:HEALTHZ:READYZ`, such as the lab's 10:1:1.
    ///
    /// @throws IllegalArgumentException for anything else
    public static Mix of(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "'%s' is no mix; write PREDICTIONS:HEALTHZ:READYZ, such as 10:1:1, with 1 or more predictions"
                            .formatted(text));
        }
        return new Mix(spread(IntStream.rangeClosed(1, 3)
                .mapToObj(parts::group)
                .map(Integer::valueOf)
                .toList()));
    }

    // Each time the kind that is furthest behind its share.
    private static List<Kind> spread(List<Integer> weights) {
        int all = weights.stream().mapToInt(Integer::intValue).sum();
        var behind = new double[weights.size()];
        var round = new ArrayList<Kind>();
        for (int i = 0; i < all; i++) {
            for (int kind = 0; kind < behind.length; kind++) {
                behind[kind] += (double) weights.get(kind) / all;
            }
            int next = IntStream.range(0, behind.length)
                    .boxed()
                    .max(Comparator.comparingDouble(kind -> behind[kind]))
                    .orElseThrow();
            behind[next]--;
            round.add(Kind.values()[next]);
        }
        return List.copyOf(round);
    }

    /// The kind of a request.
    Kind kind(long request) {
        return round.get((int) (request % round.size()));
    }

    /// What a request asks for.
    enum Kind {
        PREDICT,
        HEALTHZ,
        READYZ
    }
}
