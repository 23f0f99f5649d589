package io.inferencegateway.pod.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(JpegBy.class)
class RefusalTest {
    private final ImageDecoder decoder;

    RefusalTest(JpegBy jpeg) {
        decoder = jpeg.decoder();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "hello, I am no picture", "GIF89a......", "<svg/>", "\u0000\u0000\u0000"})
    void whatIsNoPictureIsSaidToBeNone(String text) {
        assertEquals("not a JPEG or PNG image", invalid(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aStartOfASignatureIsNoPicture() {
        assertEquals("not a JPEG or PNG image", invalid(new byte[] {(byte) 0xFF, (byte) 0xD8}));
        assertEquals("not a JPEG or PNG image", invalid(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A}));
    }

    static List<String> files() {
        return Fixtures.all().stream().map(Fixtures.Expected::file).distinct().toList();
    }

    /// Pillow refuses a JPEG cut anywhere before its end, too. It accepts a PNG that lacks no more than the end of the
    /// zlib stream and `IEND`; here that one is refused like the others.
    @ParameterizedTest
    @MethodSource("files")
    void aPictureCutAnywhereIsTruncated(String file) {
        var whole = Fixtures.bytes(file);
        int end = file.startsWith("jpeg-trailing") ? whole.length - "behind the end".length() : whole.length;
        int step = Math.max(1, end / 60);
        for (int length = 8; length < end; length += Math.clamp(end - length - 13, 1, step)) {
            int cut = length;
            assertEquals("the image is truncated", invalid(Arrays.copyOf(whole, cut)), () -> file + " cut at " + cut);
        }
    }

    /// Scan data gone from the middle, with the end in place: libjpeg fills the rest with grey and only warns.
    @ParameterizedTest
    @ValueSource(strings = {"jpeg-portrait-211x340.jpg", "jpeg-progressive-123x77.jpg", "chelsea.jpg"})
    void aJpegThatLacksDataBeforeItsEndIsCorrupt(String file) {
        var whole = Fixtures.bytes(file);
        for (int kept = whole.length / 2; kept < whole.length - 100; kept += 997) {
            var cut = Arrays.copyOf(whole, kept + 2);
            cut[kept] = (byte) 0xFF;
            cut[kept + 1] = (byte) 0xD9;
            assertTrue(invalid(cut).startsWith("the image is "), file);
        }
    }

    /// The JDK's reader would go on with the tables of the picture before.
    @Test
    void aJpegWithoutItsTablesIsNotDecodedWithThoseOfAnother() {
        var whole = Fixtures.bytes("jpeg-420-61x47.jpg");
        for (int table : new int[] {0xDB, 0xC4}) {
            var without = whole.clone();
            var markers = new JpegMarkers(without, 0, without.length);
            for (int marker = markers.next(); marker != JpegMarkers.EOI; marker = markers.next()) {
                if (marker == table) {
                    without[markers.payload() - 3] = (byte) JpegMarkers.COM;
                }
            }
            assertTrue(decodes(whole));
            assertEquals("the image is corrupt", invalid(without));
        }
    }

    @Test
    void everyDamagedByteOfAPngIsFound() {
        var whole = Fixtures.bytes("png-many-pieces-29x23.png");
        for (int at = 8; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 0x10;
            assertProblem(damaged);
        }
    }

    @ParameterizedTest
    @CsvSource({"30000,30000", "65501,1", "2147483647,2147483647", "10000,5001"})
    void aPngThatIsTooLargeIsRefusedByItsHeader(int width, int height) {
        var png = png(width, height, 8, 2, new byte[0]);
        var problem = assertProblem(png);
        assertEquals(
                new Problem.TooLarge("the image has " + width + "x" + height
                        + " pixels; at most 50000000 pixels and 65500 on a side are allowed"),
                problem);
    }

    @Test
    void aJpegThatIsTooLargeIsRefusedByItsHeader() {
        assertTrue(assertProblem(sized("jpeg-420-61x47.jpg", 30_000, 30_000)) instanceof Problem.TooLarge);
    }

    @Test
    void aSmallFileReservesNoMemoryForTheSizeItClaims() {
        var png = png(7000, 7000, 8, 2, new byte[1000]);
        var jpeg = sized("jpeg-420-61x47.jpg", 7000, 7000);
        assertEquals("the image is truncated", invalid(png));
        assertEquals("the image is truncated", invalid(jpeg));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        invalid(png);
        invalid(jpeg);
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1_000_000);
    }

    @Test
    void aTighterLimitHolds() {
        var bytes = Fixtures.bytes("chelsea.jpg");
        var refused =
                assertThrows(ProblemException.class, () -> new ImageDecoder(100_000).decode(bytes, 0, bytes.length));
        assertTrue(refused.problem() instanceof Problem.TooLarge, refused.getMessage());
    }

    @Test
    void kindsThatCannotBeReadAreNamed() {
        assertEquals(
                "a 16-bit gray PNG is not supported; convert it to 8-bit RGB", invalid(png(9, 9, 16, 0, new byte[9])));
        var twelve = Fixtures.bytes("jpeg-420-61x47.jpg");
        twelve[frame(twelve)] = 12;
        assertEquals("a JPEG of 12 bits a sample is not supported; convert it to 8-bit RGB", invalid(twelve));
        var arithmetic = Fixtures.bytes("jpeg-420-61x47.jpg");
        arithmetic[frame(arithmetic) - 3] = (byte) 0xC9;
        assertEquals(
                "a lossless, hierarchical or arithmetic-coded JPEG is not supported; convert it to 8-bit RGB",
                invalid(arithmetic));
        assertEquals("the image has no pixels", invalid(sized("jpeg-420-61x47.jpg", 61, 0)));
        assertEquals("the image has no pixels", invalid(png(0, 5, 8, 2, new byte[9])));
    }

    @Test
    void aJpegOfVeryManyScansIsRefusedBeforeItIsDecoded() {
        var whole = Fixtures.bytes("jpeg-progressive-444-61x47.jpg");
        int scan = lastScan(whole);
        var many = new java.io.ByteArrayOutputStream();
        many.write(whole, 0, scan);
        for (int i = 0; i < 100; i++) {
            many.write(whole, scan, whole.length - 2 - scan);
        }
        many.write(whole, whole.length - 2, 2);
        assertEquals("the image has more than 100 scans", invalid(many.toByteArray()));
    }

    @Test
    void theHeaderTellsWhatTheFileHolds() {
        assertEquals(new ImageHeader(ImageHeader.Format.JPEG, 451, 300, 3, 8), header("chelsea.jpg"));
        assertEquals(new ImageHeader(ImageHeader.Format.JPEG, 61, 47, 4, 8), header("jpeg-cmyk-61x47.jpg"));
        assertEquals(
                new ImageHeader(ImageHeader.Format.PNG, 29, 23, 4, 16), header("png-16bit-colour6-plain-29x23.png"));
    }

    /// Whatever the bytes are, the answer is a picture or a problem.
    @Test
    void damagedPicturesNeverLeaveWithAnythingButAProblem() {
        var random = new Random(20_260_101);
        var seeds = new ArrayList<byte[]>();
        for (var file : files()) {
            var bytes = Fixtures.bytes(file);
            if (bytes.length < 12_000) {
                seeds.add(bytes);
            }
        }
        int accepted = 0;
        for (int i = 0; i < 2500; i++) {
            var bytes = seeds.get(random.nextInt(seeds.size())).clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 700);
                bytes[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(8) == 0) {
                int from = random.nextInt(bytes.length);
                for (int at = from; at < Math.min(bytes.length, from + 20); at++) {
                    bytes[at] = (byte) random.nextInt();
                }
            }
            accepted += decodes(PngChecksums.repaired(bytes)) ? 1 : 0;
        }
        for (int i = 0; i < 300; i++) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (bytes.length > 20) {
                System.arraycopy(seeds.get(i % seeds.size()), 0, bytes, 0, random.nextInt(20));
            }
            decodes(bytes);
        }
        assertTrue(accepted > 0, "nothing was accepted: the test no longer reaches the decoder");
    }

    private boolean decodes(byte[] bytes) {
        try {
            decoder.decode(bytes, 0, bytes.length);
            return true;
        } catch (ProblemException refused) {
            assertTrue(
                    refused.problem() instanceof Problem.BadRequest || refused.problem() instanceof Problem.TooLarge);
            return false;
        }
    }

    private static ImageHeader header(String file) {
        var bytes = Fixtures.bytes(file);
        return ImageHeader.read(bytes, 0, bytes.length);
    }

    private Problem assertProblem(byte[] bytes) {
        return assertThrows(ProblemException.class, () -> decoder.decode(bytes, 0, bytes.length))
                .problem();
    }

    private String invalid(byte[] bytes) {
        var problem = assertProblem(bytes);
        assertTrue(
                problem instanceof Problem.BadRequest(var code, var _) && code.equals("INVALID_INPUT"),
                () -> "" + problem);
        return problem.message();
    }

    private static byte[] png(int width, int height, int depth, int colour, byte[] data) {
        var buffer = ByteBuffer.allocate(8 + 25 + 12 + data.length + 12);
        buffer.putLong(0x89504E470D0A1A0AL);
        buffer.putInt(13).putInt(PngHeader.IHDR).putInt(width).putInt(height);
        buffer.put((byte) depth).put((byte) colour).put((byte) 0).put((byte) 0).put((byte) 0);
        buffer.putInt(0).putInt(data.length).putInt(0x49444154).put(data).putInt(0);
        buffer.putInt(0).putInt(0x49454E44).putInt(0);
        return PngChecksums.repaired(buffer.array());
    }

    private static byte[] sized(String file, int width, int height) {
        var bytes = Fixtures.bytes(file);
        ByteBuffer.wrap(bytes).putShort(frame(bytes) + 1, (short) height).putShort(frame(bytes) + 3, (short) width);
        return bytes;
    }

    /// Where the frame header's fields start.
    private static int frame(byte[] bytes) {
        var markers = new JpegMarkers(bytes, 0, bytes.length);
        while (!JpegFrame.isFrame(markers.next())) {}
        return markers.payload();
    }

    private static int lastScan(byte[] bytes) {
        var markers = new JpegMarkers(bytes, 0, bytes.length);
        int scan = 0;
        for (int marker = markers.next(); marker != JpegMarkers.EOI; marker = markers.next()) {
            scan = marker == JpegMarkers.SOS ? markers.start() : scan;
        }
        return scan;
    }
}
