package io.inferencegateway.pod.model;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonValue;
import io.inferencegateway.pod.predict.Preprocessing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Reads the `preprocess` field of a model card.
final class Preprocess {
    private static final List<String> FIELDS = List.of("resize", "crop", "interpolation", "layout", "mean", "std");
    private static final int LARGEST_SIDE = 4096;

    private Preprocess() {}

    static Preprocessing read(JsonValue value) {
        if (!(value instanceof JsonObject object)) {
            throw new ModelLoadException("preprocess must be a JSON object");
        }
        object.keysAsStrings().stream()
                .filter(key -> !FIELDS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new ModelLoadException(
                            "preprocess has the unknown field '" + key + "'; it may have " + FIELDS);
                });
        only(object, "interpolation", "bilinear");
        only(object, "layout", "NCHW");
        int crop = side(object, "crop");
        int resize = object.containsKey("resize") ? side(object, "resize") : crop;
        var std = channels(object, "std");
        if (std.contains(0.0)) {
            throw new ModelLoadException("preprocess.std must not hold 0: pixels are divided by it");
        }
        return new Preprocessing(resize, crop, channels(object, "mean"), std);
    }

    private static void only(JsonObject object, String field, String supported) {
        String value = number(() -> object.stringValue(field, supported), field, "a string");
        if (!value.equals(supported)) {
            throw new ModelLoadException("preprocess.%s is '%s'; supported: %s".formatted(field, value, supported));
        }
    }

    private static int side(JsonObject object, String field) {
        int side = number(
                () -> object.numberValue(field).orElse(BigDecimal.ZERO).intValueExact(), field, "a whole number");
        if (side < 1 || side > LARGEST_SIDE) {
            throw new ModelLoadException(
                    "preprocess.%s is %d; allowed: 1 to %d pixels".formatted(field, side, LARGEST_SIDE));
        }
        return side;
    }

    private static List<Double> channels(JsonObject object, String field) {
        var values = number(() -> object.arrayValue(field, JsonArray.empty()), field, "an array")
                .values();
        var channels = new ArrayList<Double>();
        for (var value : values) {
            channels.add(number(() -> value.asNumber().doubleValue(), field, "an array of numbers"));
        }
        if (channels.size() != 3) {
            throw new ModelLoadException(
                    "preprocess.%s must hold 3 numbers, one for each of R, G and B".formatted(field));
        }
        if (!channels.stream().allMatch(Double::isFinite)) {
            throw new ModelLoadException("preprocess.%s must hold finite numbers".formatted(field));
        }
        return channels;
    }

    private static <T> T number(java.util.function.Supplier<T> read, String field, String kind) {
        try {
            return read.get();
        } catch (RuntimeException otherType) {
            throw new ModelLoadException("preprocess." + field + " must be " + kind, otherType);
        }
    }
}
