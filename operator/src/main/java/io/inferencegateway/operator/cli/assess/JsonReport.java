package io.inferencegateway.operator.cli.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.Assessment.Row;
import java.util.LinkedHashMap;
import java.util.Map;

/// For programs.
final class JsonReport implements Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Override
    public String of(Assessment assessment, Subject subject) {
        var document = new LinkedHashMap<String, Object>();
        document.put("subject", subject.title());
        document.put("score", assessment.score());
        document.put(
                "notMet",
                assessment.failed().stream().map(row -> row.criterion().id()).toList());
        document.put(
                "notChecked",
                assessment.notChecked().stream()
                        .map(row -> row.criterion().id())
                        .toList());
        document.put(
                "criteria",
                assessment.rows().stream().map(row -> criterion(row, subject)).toList());
        try {
            return JSON.writeValueAsString(document) + System.lineSeparator();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> criterion(Row row, Subject subject) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("id", row.criterion().id());
        fields.put("group", row.criterion().group().title());
        fields.put("title", row.criterion().title());
        fields.put("result", Report.word(row.result()));
        fields.put("message", row.result().words());
        fields.put("why", row.criterion().why());
        fields.put("mend", row.criterion().mend());
        fields.put("command", subject.command(row.criterion()));
        return fields;
    }
}
