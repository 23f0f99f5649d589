package io.inferencegateway.operator.cli.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// JSON files. Nearly all JSON is YAML too, but not what is indented with tabs: so, as kubectl does, one that begins
/// like an object of JSON is read as JSON. Duplicate keys are refused.
final class JsonText {
    // A key in double quotes follows: `{a: 1}` is YAML.
    private static final Pattern OBJECT = Pattern.compile("\\A\\s*\\{\\s*(\"|\\})");

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonText() {}

    static boolean isOne(String text) {
        return OBJECT.matcher(text).find() && !SEPARATOR.matcher(text).find();
    }

    /// Every value of a text, which may hold several in a row.
    static List<Object> values(String text) throws JsonProcessingException {
        try (MappingIterator<Object> values = MAPPER.readerFor(Object.class).readValues(text)) {
            return values.readAll();
        } catch (JsonProcessingException broken) {
            throw broken;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
