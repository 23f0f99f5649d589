package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "form-data; name=\"file\"; filename=\"cat.jpg\" | file",
                "form-data;name=file | file",
                "form-data; NAME=file | file",
                "form-data; filename=x;\tname=file | file",
                "form-data; something; name=file; name=other | file",
                // Part of a file's name is no parameter.
                "form-data; filename=\"x; name=other\"; name=file | file",
                "form-data; filename=\"a \\\"b; name=other\"; name=file | file",
                "form-data; filename=\"; name=file | file",
                "form-data; xname=other; name=file | file",
                "form-data; name=\"a; b\" | a; b",
                "form-data; name=\"a \\\"b\\\".jpg\" | a \"b\".jpg",
                "form-data; name=\"C:\\pictures\\a.jpg\" | C:\\pictures\\a.jpg",
            })
    void theFirstParameterOfTheNameIsFound(String header, String value) {
        assertEquals(Optional.of(value), HeaderParameters.find(header, "name"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "form-data",
                "name=file",
                "form-data; name",
                "form-data; name; filename=x",
                "form-data; name=",
                "form-data; name=\"\"",
                "form-data; filename=\"; name=file\"",
                "form-data; filename=name=file",
            })
    void whatIsNoParameterOfTheNameIsNone(String header) {
        assertEquals(Optional.empty(), HeaderParameters.find(header, "name"));
    }

    @Test
    void anythingEnds() {
        var random = new Random(7);
        String letters = ";=\" \\\tname";
        for (int round = 0; round < 20_000; round++) {
            var header = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                header.append(letters.charAt(random.nextInt(letters.length())));
            }
            HeaderParameters.find(header.toString(), "name").ifPresent(value -> assertEquals(false, value.isEmpty()));
        }
    }
}
