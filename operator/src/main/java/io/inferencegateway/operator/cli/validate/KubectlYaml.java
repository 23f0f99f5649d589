package io.inferencegateway.operator.cli.validate;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// Plain scalars as kubectl reads them: y, yes and on are booleans, 0o17 is a number; dates, and times such as 1:30,
/// are text. Duplicate keys are refused; kubectl would silently take the last.
final class KubectlYaml {
    private static final Pattern TRUTH =
            Pattern.compile("^(?:y|Y|n|N|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$");
    private static final Pattern WHOLE =
            Pattern.compile("^[-+]?(?:0b[01_]+|0o[0-7_]+|0[0-7_]*|[1-9][0-9_]*|0x[0-9a-fA-F_]+)$");

    private KubectlYaml() {}

    static Yaml parser() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var dumper = new DumperOptions();
        return new Yaml(new Values(options), new Representer(dumper), dumper, options, new Kinds());
    }

    private static final class Kinds extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, TRUTH, "yYnNtTfFoO", 5);
            addImplicitResolver(Tag.INT, WHOLE, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<", 10);
            addImplicitResolver(Tag.NULL, NULL, "~nN\0", 10);
            addImplicitResolver(Tag.NULL, EMPTY, null, 10);
        }
    }

    private static final class Values extends SafeConstructor {
        private static final Set<String> TRUE = Set.of("y", "yes", "true", "on");

        Values(LoaderOptions options) {
            super(options);
            yamlConstructors.put(Tag.BOOL, new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return TRUE.contains(((ScalarNode) node).getValue().toLowerCase(Locale.ROOT));
                }
            });
            yamlConstructors.put(Tag.INT, new ConstructYamlInt() {
                @Override
                public Object construct(Node node) {
                    String text = ((ScalarNode) node).getValue();
                    return text.contains("0o")
                            ? Long.parseLong(text.replace("0o", "").replace("_", ""), 8)
                            : super.construct(node);
                }
            });
        }
    }
}
