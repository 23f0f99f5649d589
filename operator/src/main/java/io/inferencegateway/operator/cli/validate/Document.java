package io.inferencegateway.operator.cli.validate;

import java.util.List;
import java.util.Map;

/// One YAML document of a file, before anybody knows what it is.
///
/// @param file its file as the user named it, or `stdin`
/// @param number its place in the file, from 1
/// @param content its fields as JSON values; empty when it could not be read
/// @param problems why it could not be read
public record Document(String file, int number, Map<String, Object> content, List<Problem> problems) {
    static Document broken(String file, int number, String why) {
        return new Document(file, number, Map.of(), List.of(new Problem("", why, true)));
    }

    public String apiVersion() {
        return Json.text(content.get("apiVersion"));
    }

    public String kind() {
        return Json.text(content.get("kind"));
    }

    /// Its name, or the start of the name it would get; empty when it has neither.
    public String name() {
        var metadata = Json.object(content.get("metadata"));
        String name = Json.text(metadata.get("name"));
        return name.isEmpty() ? Json.text(metadata.get("generateName")) : name;
    }

    /// `InferenceGateway/my-gateway`, as far as the document says it; empty where it says nothing.
    public String resource() {
        return kind().isEmpty() || name().isEmpty() ? kind() + name() : kind() + "/" + name();
    }

    /// The namespace it names; empty when it names none.
    public String namespace() {
        return Json.text(Json.object(content.get("metadata")).get("namespace"));
    }
}
