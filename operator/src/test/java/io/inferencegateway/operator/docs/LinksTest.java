package io.inferencegateway.operator.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every link between documents leads somewhere, and every document is on the map, docs/README.md.
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static Map<Path, String> pages = Map.of();

    @BeforeAll
    static void read() throws IOException {
        pages = Pages.all();
    }

    @Test
    void everyRelativeLinkLeadsToAFileAndItsAnchorToAHeading() {
        var broken = new ArrayList<String>();
        int seen = 0;
        for (var page : pages.entrySet()) {
            for (var link : links(page.getValue())) {
                seen++;
                var parts = link.split("#", 2);
                var target = parts[0].isEmpty()
                        ? page.getKey()
                        : page.getKey().resolveSibling(parts[0]).normalize();
                if (!Files.exists(target)) {
                    broken.add(Pages.ROOT.relativize(page.getKey()) + ": no file " + link);
                } else if (parts.length == 2
                        && !Pages.anchors(pages.getOrDefault(target, "")).contains(parts[1])) {
                    broken.add(Pages.ROOT.relativize(page.getKey()) + ": no heading " + link);
                }
            }
        }
        assertTrue(seen > 200, seen + " links");
        assertEquals(List.of(), broken);
    }

    @Test
    void everyDocumentIsOnTheMap() {
        var docs = Pages.ROOT.resolve("docs");
        var map = links(pages.getOrDefault(docs.resolve("README.md"), "")).stream()
                .map(link -> docs.resolve(link).normalize())
                .toList();
        var missing = pages.keySet().stream()
                .filter(page -> page.startsWith(docs) && !page.equals(docs.resolve("README.md")))
                .filter(page -> !map.contains(page) && !map.contains(page.getParent()))
                // They have a map of their own.
                .filter(page -> !page.startsWith(docs.resolve("decisions")))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyDecisionIsOnTheListOfDecisions() throws IOException {
        var decisions = Pages.ROOT.resolve("docs/decisions");
        var list = links(pages.getOrDefault(decisions.resolve("README.md"), ""));
        try (var files = Files.list(decisions)) {
            assertEquals(
                    List.of(),
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> !name.equals("README.md") && !list.contains(name))
                            .toList());
        }
    }

    private static List<String> links(String page) {
        return LINK.matcher(Pages.prose(page))
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }
}
