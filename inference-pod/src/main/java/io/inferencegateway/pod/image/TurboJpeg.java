package io.inferencegateway.pod.image;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/// libturbojpeg, by the functions of its API 2.x, which 3.x has too. Where it is installed it decodes the usual
/// JPEGs; it is the same code that Pillow decodes with, in vector instructions.
@SuppressWarnings("restricted") // the pod is started with native access enabled; ONNX Runtime needs it, too
final class TurboJpeg {
    private static final String LIBRARY = "libturbojpeg.so.0";
    private static final long RGB = 0; // TJPF_RGB
    /// TJFLAG_ACCURATEDCT and TJFLAG_STOPONWARNING: Pillow's transform, and no picture with paint over lost data.
    private static final long FLAGS = 4096 | 8192;

    /// Every function as one of nine words that returns one: to make a call from Java to C of a certain form takes a
    /// dozen classes and 15 ms of the pod's start, so all have the same. On x86-64 and AArch64 whole numbers and
    /// addresses are passed in the same registers, or in 8 bytes of the stack each, and a function reads
    /// only what it has parameters for.
    private static final FunctionDescriptor WORDS = FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
            JAVA_LONG);

    private final MethodHandle open;
    private final MethodHandle readHeader;
    private final MethodHandle decompress;
    private final MethodHandle close;

    private TurboJpeg(SymbolLookup library) {
        open = function(library, "tjInitDecompress");
        readHeader = function(library, "tjDecompressHeader3");
        decompress = function(library, "tjDecompress2");
        close = function(library, "tjDestroy");
    }

    /// Empty where there is no such library.
    static Optional<TurboJpeg> installed() {
        return Holder.INSTALLED;
    }

    static Optional<TurboJpeg> find(String library) {
        try {
            return Optional.of(new TurboJpeg(SymbolLookup.libraryLookup(library, Arena.global())));
        } catch (IllegalArgumentException | UnsatisfiedLinkError notThere) {
            return Optional.empty();
        }
    }

    /// Decodes a picture to rows of red, green, blue. By a decompressor of its own each time, which costs
    /// microseconds: a used one keeps the tables of the picture before, and a broken file would be decoded with
    /// those of someone else's.
    ///
    /// @param rgb has room for `width` x `height` pixels, and gets no more: what does not fit is not decoded
    /// @return false when the library had anything to say of the file, or reads another size from it: what it
    /// leaves of `rgb` would be of someone else's picture
    boolean decode(MemorySegment coded, int width, int height, MemorySegment rgb) {
        if (rgb.byteSize() < 3L * width * height) {
            throw new IllegalArgumentException("%d bytes for %dx%d".formatted(rgb.byteSize(), width, height));
        }
        try {
            long decompressor = (long) open.invokeExact(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
            if (decompressor == 0) {
                return false;
            }
            try {
                return hasSize(decompressor, coded, width, height)
                        && succeeded((long) decompress.invokeExact(
                                decompressor,
                                coded.address(),
                                coded.byteSize(),
                                rgb.address(),
                                (long) width,
                                3L * width,
                                (long) height,
                                RGB,
                                FLAGS));
            } finally {
                long _ = (long) close.invokeExact(decompressor, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
            }
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a native function throws nothing", impossible);
        }
    }

    private boolean hasSize(long decompressor, MemorySegment coded, int width, int height) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            // Width, height, subsampling, colour space.
            var read = arena.allocate(JAVA_INT, 4);
            long at = read.address();
            // A segment's own way to its ints takes classes that are made when the first picture comes.
            var numbers = read.asByteBuffer().order(ByteOrder.nativeOrder()).asIntBuffer();
            return succeeded((long) readHeader.invokeExact(
                            decompressor, coded.address(), coded.byteSize(), at, at + 4, at + 8, at + 12, 0L, 0L))
                    && numbers.get(0) == width
                    && numbers.get(1) == height;
        }
    }

    /// The functions return an `int`, which is half of the word; the other half is anything.
    private static boolean succeeded(long word) {
        return (int) word == 0;
    }

    private static MethodHandle function(SymbolLookup library, String name) {
        var address = library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("no function " + name));
        return Linker.nativeLinker().downcallHandle(address, WORDS);
    }

    /// Looked for once, when the first picture needs it.
    private static final class Holder {
        private static final Optional<TurboJpeg> INSTALLED = find(LIBRARY);
    }
}
