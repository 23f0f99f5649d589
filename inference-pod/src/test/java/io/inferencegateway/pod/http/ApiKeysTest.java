package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
    @Test
    void keysAreReadLineByLineAndCommentsPassedOver() {
        var keys = read("# team a\r\n  first-key-of-team-a \n\n#second-key-of-team-a\nkey+of/team~b_64==\n");
        assertTrue(keys.has("first-key-of-team-a"));
        assertTrue(keys.has("key+of/team~b_64=="));
        assertFalse(keys.has("second-key-of-team-a"));
        assertFalse(keys.has("#second-key-of-team-a"));
        assertFalse(keys.has("first-key-of-team-"));
        assertFalse(keys.has(""));
    }

    @ParameterizedTest
    @CsvSource({
        "SECRET-2-short,is shorter than 16",
        "SECRET with a space in it,may hold letters",
        "SECRETäääääääääää,may hold letters"
    })
    void aKeyThatCannotBeUsedIsNamedByItsLineOnly(String line, String why) {
        var refused = assertThrows(IllegalArgumentException.class, () -> read("# keys\n\ngood-key-good-key\n" + line));
        assertTrue(refused.getMessage().startsWith("line 4: "), refused.getMessage());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertFalse(refused.getMessage().contains("SECRET"), refused.getMessage());
    }

    @Test
    void aFileWithoutAKeyIsRefused() {
        assertEquals(
                "there is no key in the file",
                assertThrows(IllegalArgumentException.class, () -> read("# none\n"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> ApiKeys.read(new byte[] {(byte) 0xFF, (byte) 0xFE}));
    }

    private static ApiKeys read(String file) {
        return ApiKeys.read(file.getBytes(StandardCharsets.UTF_8));
    }
}
