package io.inferencegateway.operator.cli.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.Assessment.Row;
import io.inferencegateway.operator.assess.Criteria;
import io.inferencegateway.operator.assess.Result;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import picocli.CommandLine.Help.Ansi;

/// One assessment in each format: LOGGING-7 is not met, SLO-1 not checked, the rest is met.
class ReportsTest {
    private static final Subject SUBJECT = new Subject("vision/cats, pod cats-1", "vision", "cats", "http://pod:8000");
    private static final Assessment ASSESSMENT = new Assessment(Criteria.ALL.stream()
            .map(criterion -> new Row(
                    criterion,
                    switch (criterion.id()) {
                        case "LOGGING-7" -> new Result.NotMet("a|b <lost> \u0007 & more");
                        case "SLO-1" -> new Result.NotChecked("no Prometheus");
                        default -> new Result.Met("seen");
                    }))
            .toList());

    private static String report(Format format) {
        return format.report(Ansi.OFF).of(ASSESSMENT, SUBJECT);
    }

    @Test
    void theTableHasALineForEachAndSaysHowToMendWhatIsNotMet() {
        String table = report(Format.table);

        for (var criterion : Criteria.ALL) {
            assertTrue(table.contains(criterion.id() + " "), criterion.id());
        }
        assertTrue(table.contains("Logging 7/8"), table);
        assertTrue(table.contains("NOT MET     LOGGING-7  Logs are aggregated"), table);
        assertTrue(table.contains("to see it: kubectl logs -n vision deployment/cats --since=1m"), table);
        assertTrue(table.contains("not checked SLO-1"), table);
        assertTrue(table.contains("vision/cats, pod cats-1: 27/29 criteria met, 1 not met, 1 not checked"), table);
        assertTrue(table.contains("a|b <lost> ? & more"), "a terminal is told nothing by the pod");
        assertFalse(table.contains("\u001b"), "colours only where they are asked for");
        assertTrue(Format.table.report(Ansi.ON).of(ASSESSMENT, SUBJECT).contains("\u001b[32mmet"));
    }

    @Test
    void markdownHasATableForEachGroupAndAdvice() {
        String page = report(Format.markdown);

        assertTrue(
                page.startsWith("# Observability readiness of vision/cats, pod cats-1\n\n**27/29 criteria met**;"
                        + " not met: LOGGING-7; not checked: SLO-1\n"),
                page);
        assertEquals(
                29,
                page.lines()
                        .filter(line -> line.matches("\\| [A-Z]+-[0-9] \\|.*"))
                        .count());
        assertTrue(page.contains("| not met | a\\|b <lost> \u0007 & more |\n"), page);
        assertTrue(page.contains("- **LOGGING-7**: a\\|b"), page);
    }

    @Test
    void jsonHasEverythingForPrograms() throws Exception {
        var json = new ObjectMapper().readTree(report(Format.json));

        assertEquals("27/29", json.path("score").asText());
        assertEquals("[\"LOGGING-7\"]", json.path("notMet").toString());
        assertEquals("[\"SLO-1\"]", json.path("notChecked").toString());
        assertEquals(29, json.path("criteria").size());
        var failed = json.path("criteria").get(14);
        assertEquals("LOGGING-7", failed.path("id").asText());
        assertEquals("not met", failed.path("result").asText());
        assertEquals("a|b <lost> \u0007 & more", failed.path("message").asText());
        assertTrue(failed.path("command").asText().contains("-n vision deployment/cats"));
    }

    @Test
    void junitsXmlCountsWhatItHolds() throws Exception {
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(report(Format.junit))))
                .getDocumentElement();

        assertEquals("testsuites", root.getTagName());
        assertEquals("29/1/0/1", counts(root));
        var suites = root.getElementsByTagName("testsuite");
        assertEquals(5, suites.getLength());
        assertEquals("8/1/0/0", counts((Element) suites.item(1)));
        assertEquals(29, root.getElementsByTagName("testcase").getLength());
        var failure = (Element) root.getElementsByTagName("failure").item(0);
        assertEquals("a|b <lost> ? & more", failure.getAttribute("message"));
        assertTrue(failure.getTextContent().contains("To mend it: set spec.observability.logging.exporter"));
        var test = (Element) failure.getParentNode();
        assertEquals("igw.assess.LOGGING", test.getAttribute("classname"));
        assertTrue(test.getAttribute("name").startsWith("LOGGING-7 Logs are aggregated"));
        assertEquals(
                "no Prometheus", ((Element) root.getElementsByTagName("skipped").item(0)).getAttribute("message"));
    }

    private static String counts(Element element) {
        return "%s/%s/%s/%s"
                .formatted(
                        element.getAttribute("tests"),
                        element.getAttribute("failures"),
                        element.getAttribute("errors"),
                        element.getAttribute("skipped"));
    }
}
