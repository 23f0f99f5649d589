package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rights that the chart gives the operator, as `group/resource verb`.
final class ChartRules {
    static final Path HELPERS = Path.of("../helm/inference-gateway/templates/_helpers.tpl");

    private ChartRules() {}

    /// Those of a named template. With every line of a template away the rules are YAML: all there can be.
    static Set<String> of(String template) throws IOException {
        var block = Pattern.compile(
                        "define \"inference-gateway\\." + template + "\" -}}\n(.*?)\n\\{\\{-? end }}\n(\n|\\z)",
                        Pattern.DOTALL)
                .matcher(Files.readString(HELPERS));
        if (!block.find()) {
            throw new AssertionError("no template inference-gateway." + template + " in " + HELPERS);
        }
        return parse(block.group(1).replaceAll("(?m)^\\{\\{.*$", ""));
    }

    /// Those of the Role for the lease.
    static Set<String> ofTheLease() throws IOException {
        var template = Files.readString(HELPERS.resolveSibling("leader-election.yaml"));
        return parse(template.replaceFirst("(?s)^.*?\nrules:\n", "").replaceFirst("(?s)\n---.*$", ""));
    }

    private static Set<String> parse(String rules) {
        return Arrays.stream(Serialization.unmarshal(rules, PolicyRule[].class))
                .flatMap(ChartRules::permissions)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The verbs for a kind.
    static Set<String> verbs(Set<String> permissions, Class<? extends HasMetadata> kind) {
        String resource = resource(kind) + " ";
        return permissions.stream()
                .filter(permission -> permission.startsWith(resource))
                .map(permission -> permission.substring(resource.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String resource(Class<? extends HasMetadata> kind) {
        return HasMetadata.getGroup(kind) + "/" + HasMetadata.getPlural(kind);
    }

    private static Stream<String> permissions(PolicyRule rule) {
        return rule.getApiGroups().stream().flatMap(group -> rule.getResources().stream()
                .flatMap(resource -> rule.getVerbs().stream().map(verb -> group + "/" + resource + " " + verb)));
    }
}
