package io.inferencegateway.pod.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    private static int oneByOne(byte[] in, byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (in[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /// Bytes that differ from the wanted one by one bit, or are next to it, are where arithmetic on words goes wrong.
    @Test
    void theFirstOneIsFoundWhereverItIs() {
        var random = new Random(1);
        for (int turn = 0; turn < 100_000; turn++) {
            byte wanted = (byte) random.nextInt();
            byte[] in = new byte[random.nextInt(40)];
            for (int i = 0; i < in.length; i++) {
                in[i] = (byte)
                        switch (random.nextInt(4)) {
                            case 0 -> wanted + 1;
                            case 1 -> wanted ^ 1 << random.nextInt(Byte.SIZE);
                            case 2 -> random.nextInt(16) == 0 ? wanted : wanted - 1;
                            default -> random.nextInt();
                        };
            }
            int from = random.nextInt(in.length + 1);
            int to = from + random.nextInt(in.length - from + 1);
            assertEquals(oneByOne(in, wanted, from, to), Bytes.indexOf(in, wanted, from, to));
        }
    }
}
