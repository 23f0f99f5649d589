package io.inferencegateway.operator.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// The values of a chart as `values.yaml` declares them: each setting has a comment of its own that begins with `# --`,
/// as helm-docs has it. What has none is a group of settings.
final class ValuesFile {
    private static final String MARK = "-- ";

    private final Map<String, String> settings = new TreeMap<>();

    private ValuesFile() {}

    /// Path of every setting, such as `/image/tag`, with its description.
    static Map<String, String> settings(Path file) throws IOException {
        var options = new LoaderOptions();
        options.setProcessComments(true);
        var values = new ValuesFile();
        try (var text = Files.newBufferedReader(file)) {
            values.read("", new Yaml(options).compose(text));
        }
        return values.settings;
    }

    private void read(String path, Node node) {
        if (node instanceof MappingNode map) {
            for (var entry : map.getValue()) {
                read(path, entry);
            }
        }
    }

    private void read(String parent, NodeTuple entry) {
        String path = parent + "/" + ((ScalarNode) entry.getKeyNode()).getValue();
        String description = description(entry.getKeyNode().getBlockComments());
        boolean group = entry.getValueNode() instanceof MappingNode map
                && !map.getValue().isEmpty();
        if (description.isEmpty() && group) {
            read(path, entry.getValueNode());
        } else {
            settings.put(path, description);
        }
    }

    // Lines before the mark are about the file, or about a group.
    private static String description(List<CommentLine> comments) {
        if (comments == null) {
            return "";
        }
        return comments.stream()
                .map(comment -> comment.getValue().strip())
                .dropWhile(line -> !line.startsWith(MARK))
                .collect(Collectors.joining(" "))
                .replaceFirst(MARK, "");
    }
}
