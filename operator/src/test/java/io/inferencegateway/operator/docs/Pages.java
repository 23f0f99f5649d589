package io.inferencegateway.operator.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The documents of the repository, as a forge shows them, and the code they speak of.
final class Pages {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```[^\\n]*$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Set<String> CODE_FOLDERS =
            Set.of("crds", "operator", "inference-pod", "helm", "config", ".ci", ".mvn");
    private static final Set<String> NOT_TEXT = Set.of("onnx", "jpg", "png", "jar", "class", "gz", "bin");

    private Pages() {}

    /// Every page, with its text.
    static Map<Path, String> all() throws IOException {
        var pages = new TreeMap<Path, String>();
        try (var files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(file -> pages.put(file, text(file)));
        }
        for (var more : List.of("README.md", "config/samples/README.md", "helm/inference-gateway/README.md")) {
            pages.put(ROOT.resolve(more), text(ROOT.resolve(more)));
        }
        return pages;
    }

    /// Its text without blocks of code.
    static String prose(String page) {
        return FENCE.matcher(page).replaceAll("");
    }

    /// What stands between single backticks, outside of blocks.
    static List<String> quoted(String page) {
        return CODE.matcher(prose(page)).results().map(found -> found.group(1)).toList();
    }

    /// Names that a link may end with, as forges make them of headings: lower case, without punctuation, with hyphens
    /// for spaces, numbered where one comes twice.
    static Set<String> anchors(String page) {
        var anchors = new TreeSet<String>();
        var seen = new HashMap<String, Integer>();
        HEADING.matcher(prose(page)).results().map(found -> found.group(1)).forEach(heading -> {
            var shown = heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
            var anchor =
                    shown.toLowerCase().replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    /// Every word of the code: of programs, charts, samples, scripts and the files that tests compare with.
    static Set<String> wordsOfTheCode() throws IOException {
        var words = new TreeSet<String>();
        for (var file : code()) {
            Stream.of(text(file).split("[^A-Za-z0-9_:.]+")).forEach(word -> {
                words.add(word);
                words.addAll(List.of(word.split("[.:]+")));
            });
        }
        return words;
    }

    /// Names of the classes that are shipped.
    static Set<String> classes() throws IOException {
        return code().stream()
                .map(Path::toString)
                .filter(file -> file.contains("/src/main/java/") && file.endsWith(".java"))
                .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> code() throws IOException {
        var code = new ArrayList<Path>();
        for (var folder : CODE_FOLDERS) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                files.filter(Files::isRegularFile).filter(Pages::isCode).forEach(code::add);
            }
        }
        code.add(ROOT.resolve("pom.xml"));
        code.add(ROOT.resolve("kind-config.yaml"));
        return code;
    }

    private static boolean isCode(Path file) {
        var name = file.toString();
        return !name.contains("/target/")
                && !name.endsWith(".md")
                && !name.contains("/src/test/fuzz")
                && !NOT_TEXT.contains(name.substring(name.lastIndexOf('.') + 1))
                // This test names what it lets pass.
                && !name.contains("/operator/docs/");
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
