package io.inferencegateway.operator.cli.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.constructor.ConstructorException;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// Text to documents. Broken YAML and duplicate keys become problems that say where they are.
public final class YamlDocuments {
    private YamlDocuments() {}

    /// The fields of the first document of a text that is known to be sound.
    public static Map<String, Object> single(String text) {
        return documents(new Source("", text)).getFirst().content();
    }

    /// Every document of a source but the empty ones; the items of a `List` one by one.
    static List<Document> documents(Source source) {
        return JsonText.isOne(source.text()) ? json(source) : yaml(source);
    }

    private static List<Document> json(Source source) {
        var documents = new ArrayList<Document>();
        try {
            int number = 0;
            for (var value : JsonText.values(source.text())) {
                add(documents, source.name(), ++number, Json.of(value));
            }
            return documents;
        } catch (JsonProcessingException broken) {
            var at = broken.getLocation();
            return List.of(Document.broken(
                    source.name(),
                    1,
                    "not JSON: line %d, column %d: %s"
                            .formatted(at.getLineNr(), at.getColumnNr(), broken.getOriginalMessage())));
        } catch (IllegalArgumentException notJson) {
            return List.of(Document.broken(source.name(), 1, String.valueOf(notJson.getMessage())));
        }
    }

    private static List<Document> yaml(Source source) {
        var documents = new ArrayList<Document>();
        Iterator<Object> parsed = KubectlYaml.parser().loadAll(source.text()).iterator();
        for (int number = 1; ; number++) {
            try {
                if (!parsed.hasNext()) {
                    return documents;
                }
                add(documents, source.name(), number, Json.of(parsed.next()));
            } catch (ConstructorException wrong) {
                // A duplicate key, for example: the documents behind it can still be read.
                documents.add(Document.broken(source.name(), number, where(wrong)));
            } catch (MarkedYAMLException broken) {
                documents.add(Document.broken(source.name(), number, "not YAML: " + where(broken)));
                return documents;
            } catch (YAMLException broken) {
                documents.add(Document.broken(source.name(), number, "not YAML: " + broken.getMessage()));
                return documents;
            } catch (IllegalArgumentException notJson) {
                documents.add(Document.broken(source.name(), number, String.valueOf(notJson.getMessage())));
            }
        }
    }

    private static void add(List<Document> documents, String file, int number, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> {
                var content = Json.object(map);
                if ("List".equals(content.get("kind")) && content.get("items") instanceof List<?> items) {
                    items.forEach(item -> add(documents, file, number, item));
                } else {
                    documents.add(new Document(file, number, content, List.of()));
                }
            }
            default ->
                documents.add(Document.broken(
                        file, number, "a resource is a map of fields, this is a " + Wording.typeOf(value)));
        }
    }

    private static String where(MarkedYAMLException wrong) {
        var mark = wrong.getProblemMark();
        String problem = String.valueOf(wrong.getProblem()).replace("found duplicate key", "duplicate key");
        return mark == null
                ? problem
                : "line %d, column %d: %s".formatted(mark.getLine() + 1, mark.getColumn() + 1, problem);
    }
}
