package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.Assessment.Row;
import io.inferencegateway.operator.assess.Group;
import io.inferencegateway.operator.assess.Result;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// For continuous integration: JUnit's XML, a suite for each group, a test for each criterion; what was not checked is
/// skipped.
final class JunitReport implements Report {
    @Override
    public String of(Assessment assessment, Subject subject) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            counts(xml, "Observability readiness of " + subject.title(), assessment.rows());
            for (var group : Group.values()) {
                xml.writeStartElement("testsuite");
                counts(xml, group.title(), assessment.of(group));
                for (var row : assessment.of(group)) {
                    test(xml, row, subject);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text + System.lineSeparator();
    }

    private static void counts(XMLStreamWriter xml, String name, List<Row> rows) throws XMLStreamException {
        xml.writeAttribute("name", name);
        xml.writeAttribute("tests", "" + rows.size());
        xml.writeAttribute("failures", "" + count(rows, Result.NotMet.class));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "" + count(rows, Result.NotChecked.class));
    }

    private static long count(List<Row> rows, Class<? extends Result> kind) {
        return rows.stream().filter(row -> kind.isInstance(row.result())).count();
    }

    private static void test(XMLStreamWriter xml, Row row, Subject subject) throws XMLStreamException {
        var criterion = row.criterion();
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "igw.assess." + criterion.group());
        xml.writeAttribute("name", criterion.id() + " " + criterion.title());
        switch (row.result()) {
            case Result.Met met -> {}
            case Result.NotMet notMet -> {
                xml.writeStartElement("failure");
                xml.writeAttribute("message", plain(notMet.words()));
                xml.writeAttribute("type", criterion.id());
                xml.writeCharacters(plain(
                        """
                        %s
                        It matters: %s
                        To mend it: %s
                        To see it: %s
                        """.formatted(notMet.words(), criterion.why(), criterion.mend(), subject.command(criterion))));
                xml.writeEndElement();
            }
            case Result.NotChecked notChecked -> {
                xml.writeStartElement("skipped");
                xml.writeAttribute("message", plain(notChecked.words()));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    // XML 1.0 has no place for control characters, and words may quote whatever a pod has written.
    private static String plain(String words) {
        return words.replaceAll("[^\\t\\n\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
    }
}
