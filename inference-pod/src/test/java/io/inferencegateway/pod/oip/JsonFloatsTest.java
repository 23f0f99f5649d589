package io.inferencegateway.pod.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.predict.ProblemException;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers of JSON as floats, held against the JDK's parser.
class JsonFloatsTest {
    private static final int NUMBERS = 200_000;

    /// Alike at the end of a body and before more of it, where digits are taken eight at once.
    private static Optional<float[]> read(String text, int count) {
        var last = read(text, "", count);
        var inside = read(text, "]}, 12345678", count);
        assertEquals(last.map(Arrays::toString), inside.map(Arrays::toString), text);
        return inside;
    }

    private static Optional<float[]> read(String text, String more, int count) {
        byte[] bytes = (text + more).getBytes(StandardCharsets.US_ASCII);
        return JsonFloats.read(bytes, 0, text.length(), count).map(buffer -> {
            float[] floats = new float[count];
            buffer.asFloatBuffer().get(floats);
            return floats;
        });
    }

    private static void isNearest(String number) {
        float expected = Float.parseFloat(number);
        float got = read(number, 1).orElseThrow(() -> new AssertionError(number + " was not read"))[0];
        assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(got), number);
    }

    @Test
    void anyFloatComesBackAsWritten() {
        var random = new Random(1);
        for (int i = 0; i < NUMBERS; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                isNearest(Float.toString(value));
                isNearest(String.format(Locale.ROOT, "%.8e", value));
            }
        }
    }

    /// As Python writes them: floats that became doubles, and what pixels become when they are normalised.
    @Test
    void numbersOfManyDigitsAreRoundedOnce() {
        var random = new Random(2);
        for (int i = 0; i < NUMBERS; i++) {
            isNearest(Double.toString(random.nextGaussian()));
            isNearest(Double.toString((double) random.nextFloat()));
            isNearest(Double.toString((random.nextInt(256) / 255.0 - 0.485) / 0.229));
            isNearest(Long.toString(random.nextLong() >> random.nextInt(63)));
        }
    }

    /// Between two floats, and next to that on either side, with up to fifty digits.
    @Test
    void theMiddleBetweenTwoFloatsIsDecidedExactly() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            float low = Float.intBitsToFloat(random.nextInt(0x7F000000));
            var middle =
                    new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.TWO);
            var little = middle.ulp().movePointLeft(random.nextInt(6));
            for (var each : new BigDecimal[] {middle, middle.add(little), middle.subtract(little)}) {
                isNearest(each.toString());
                isNearest("-" + each.toPlainString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "-0.0",
                "0e5",
                "-0.0e-3",
                "1e22",
                "1e-22",
                "123456789012345678901234567890",
                "1E+2",
                "0.1e1",
                "1.17549435E-38",
                "1.4E-45",
                "7e-46",
                "3.4028235E38",
                "100000000000000000000000000000000000000",
                "0.000000000000000000000000000000000000011754943508222875",
                "16777217",
                "9007199254740993",
                "12e-0"
            })
    void unusualNumbersAreNumbersToo(String number) {
        isNearest(number);
    }

    @Test
    void aWholeNumberHasNoNegativeZero() {
        assertEquals(0, Float.floatToRawIntBits(read("-0", 1).orElseThrow()[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "1e",
                "1e+",
                "1e1000",
                "NaN",
                "Infinity",
                "1 2",
                "0x1p3",
                "1f",
                "1d",
                "3.4028236E38",
                "1e39",
                "\"1\"",
                "[1]",
                "1,",
                ",1",
                "1,2",
                "null"
            })
    void whatIsNoNumberOfJsonIsLeftToTheParser(String text) {
        assertTrue(read(text, 1).isEmpty(), text);
    }

    /// The parser takes 400 characters, and says so of more.
    @Test
    void aNumberThatTheParserRefusesIsLeftToIt() {
        isNearest("0." + "1".repeat(398));
        assertTrue(read("0." + "1".repeat(399), 1).isEmpty());
        assertTrue(read("0." + "0".repeat(500), 1).isEmpty());
    }

    @Test
    void thereAreAsManyAsThereShouldBe() {
        assertEquals(3, read(" 1 ,\n2\t,\r3 ", 3).orElseThrow().length);
        assertTrue(read("1,2,3", 2).isEmpty());
        assertTrue(read("1,2,3", 4).isEmpty());
        assertTrue(read("1,,3", 3).isEmpty());
        assertEquals(0, read("", 0).orElseThrow().length);
        assertTrue(read("1", 0).isEmpty());
    }

    /// A request that was read without its numbers is the request that the parser reads, wherever the numbers stand.
    @Test
    void aRequestIsReadAlikeWithAndWithoutItsNumbers() {
        String numbers = String.join(
                ", ", IntStream.range(0, 3000).mapToObj(i -> "" + i / 7.0).toList());
        String padded = numbers.replace(", ", ",     ");
        for (var form : new String[] {
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[3,1000],\"data\":[%s]}]}",
            "{\"id\":\"a \\\"data\\\": [\",\"inputs\" : [ {\"data\" : [%s] ,\"shape\":[3000],\"datatype\":\"FP32\",\"name\":\"x\"} ] }",
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[3000],\"data\":[%s],\"parameters\":{\"data\":[1]}}]}"
        }) {
            String text = form.formatted(numbers);
            var quick = request(text);
            assertEquals(quick, request(form.formatted(padded)));
            // The parser knows the name in this form, too, and reads all of it.
            assertEquals(quick, request(text.replaceAll("\"data\"(\\s*:\\s*\\[)", "\"d\\\\u0061ta\"$1")));
            float[] values = new float[3000];
            quick.inputs()
                    .getFirst()
                    .values()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            for (int i = 0; i < values.length; i++) {
                assertEquals((float) (i / 7.0), values[i]);
            }
        }
    }

    /// What is wrong with a request is said of the request as it came.
    @Test
    void whatIsWrongIsToldAsTheParserTellsIt() {
        String many = "1.5,".repeat(3000);
        assertTold("element 3000 of input 'x' is no FP32", many + "\"no\"");
        assertTold("has more elements than its shape says", many + "1");
        assertTold("column", many + "1.5.5");
        assertTold("column", many);
    }

    /// Numbers that no input takes are JSON all the same.
    @Test
    void whatNoInputTakesIsReadByTheParser() {
        String form =
                "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1],\"data\":[1],\"parameters\":{\"data\":[%s1]}}]}";
        assertEquals(1, request(form.formatted("1.5,".repeat(3000))).inputs().size());
        var refused = assertThrows(ProblemException.class, () -> request(form.formatted("1.5.5,".repeat(3000))));
        assertTrue(
                refused.problem().message().contains("column"),
                refused.problem().message());
    }

    private static void assertTold(String expected, String data) {
        var refused = assertThrows(
                ProblemException.class,
                () -> request("{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[%d],\"data\":[%s]}]}"
                        .formatted(expected.startsWith("element") ? 3001 : 3000, data)));
        assertTrue(
                refused.problem().message().contains(expected),
                refused.problem().message());
    }

    private static InferRequest request(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return JsonRequest.read(body, body.length, 1 << 20);
    }
}
