package io.inferencegateway.pod.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// libturbojpeg, by the functions of its API 2.x, which 3.x has too. Where it is installed it decodes the usual
/// JPEGs; it is the same code that Pillow decodes with, in vector instructions.
@SuppressWarnings("restricted") // the pod is started with native access enabled; ONNX Runtime needs it, too
final class TurboJpeg {
    private static final String LIBRARY = "libturbojpeg.so.0";
    private static final int RGB = 0; // TJPF_RGB
    /// TJFLAG_ACCURATEDCT and TJFLAG_STOPONWARNING: Pillow's transform, and no picture with paint over lost data.
    private static final int FLAGS = 4096 | 8192;

    private final MethodHandle open;
    private final MethodHandle readHeader;
    private final MethodHandle decompress;
    private final MethodHandle close;

    private TurboJpeg(SymbolLookup library) {
        open = function(library, "tjInitDecompress", FunctionDescriptor.of(ADDRESS));
        readHeader = function(
                library,
                "tjDecompressHeader3",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
        decompress = function(
                library,
                "tjDecompress2",
                FunctionDescriptor.of(
                        JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
                        JAVA_INT));
        close = function(library, "tjDestroy", FunctionDescriptor.of(JAVA_INT, ADDRESS));
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
            var decompressor = (MemorySegment) open.invokeExact();
            if (decompressor.equals(MemorySegment.NULL)) {
                return false;
            }
            try {
                if (!hasSize(decompressor, coded, width, height)) {
                    return false;
                }
                int failed = (int) decompress.invokeExact(
                        decompressor, coded, coded.byteSize(), rgb, width, 3 * width, height, RGB, FLAGS);
                return failed == 0;
            } finally {
                int _ = (int) close.invokeExact(decompressor);
            }
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a native function throws nothing", impossible);
        }
    }

    private boolean hasSize(MemorySegment decompressor, MemorySegment coded, int width, int height) throws Throwable {
        try (var arena = Arena.ofConfined()) {
            // Width, height, subsampling, colour space.
            var read = arena.allocate(JAVA_INT, 4);
            int failed = (int) readHeader.invokeExact(
                    decompressor, coded, coded.byteSize(), read, read.asSlice(4), read.asSlice(8), read.asSlice(12));
            return failed == 0 && read.getAtIndex(JAVA_INT, 0) == width && read.getAtIndex(JAVA_INT, 1) == height;
        }
    }

    private static MethodHandle function(SymbolLookup library, String name, FunctionDescriptor type) {
        var address = library.find(name).orElseThrow(() -> new UnsatisfiedLinkError("no function " + name));
        return Linker.nativeLinker().downcallHandle(address, type);
    }

    /// Looked for once, when the first picture needs it.
    private static final class Holder {
        private static final Optional<TurboJpeg> INSTALLED = find(LIBRARY);
    }
}
