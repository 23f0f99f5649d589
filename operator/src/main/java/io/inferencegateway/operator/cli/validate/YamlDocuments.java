package io.inferencegateway.operator.cli.validate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.ConstructorException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// Text to documents. Broken YAML and duplicate keys become problems that say where they are.
public final class YamlDocuments {
    private YamlDocuments() {}

    /// The fields of the first document of a text that is known to be sound.
    public static Map<String, Object> single(String text) {
        return documents(new Source("", text)).getFirst().content();
    }

    /// Every document of a source but the empty ones; the items of a `List` one by one.
    static List<Document> documents(Source source) {
        var documents = new ArrayList<Document>();
        Iterator<Object> parsed = parser().loadAll(source.text()).iterator();
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

    private static Yaml parser() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new KubectlResolver());
    }

    /// Plain scalars as kubectl reads them: yes and no are booleans; dates, and times such as 1:30, are text.
    private static final class KubectlResolver extends Resolver {
        private static final Pattern WHOLE =
                Pattern.compile("^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+)$");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO", 10);
            addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<", 10);
            addImplicitResolver(Tag.NULL, NULL, "~nN\0", 10);
            addImplicitResolver(Tag.NULL, EMPTY, null, 10);
        }
    }
}
