package dev.alknet.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameDecoderTest {
  private final FrameDecoder frames = new FrameDecoder();

  @Test
  void c01_aFrameIsItsLengthAndThatManyBytes() throws Exception {
    var piece = bytes(0, 0, 0, 2, '{', '}');

    assertThat(frames.next(piece)).containsExactly('{', '}');
    assertThat(frames.next(piece)).isNull();
    assertThat(frames.midFrame()).isFalse();
  }

  @Test
  void c02_aBodyOfExactly64MiBIsAccepted() throws Exception {
    var announced = ByteBuffer.allocate(4).putInt(64 << 20).flip();
    var quarter = new byte[16 << 20];
    quarter[7] = 1;

    assertThat(frames.next(announced)).isNull();
    for (int i = 0; i < 3; i++) {
      assertThat(frames.next(ByteBuffer.wrap(quarter))).isNull();
    }

    assertThat(frames.next(ByteBuffer.wrap(quarter))).hasSize(67_108_864)
        .satisfies(body -> assertThat(body[(48 << 20) + 7]).isEqualTo((byte) 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {67_108_865, 0x8000_0000, 0xFFFF_FFFF, 0x8000_0001, Integer.MAX_VALUE})
  void c02_c04_aLongerBodyIsRefusedBeforeItIsRead(int length) {
    var announced = ByteBuffer.allocate(4).putInt(length).flip();

    assertThatExceptionOfType(InvalidFrameException.class).isThrownBy(() -> frames.next(announced))
        .withMessage("a frame holds 1 to 67108864 bytes, not " + Integer.toUnsignedLong(length));
  }

  @Test
  void c03_anEmptyBodyIsRefusedForGood() {
    var piece = bytes(0, 0, 0, 0, 0, 0, 0, 1, '1');

    assertThatExceptionOfType(InvalidFrameException.class).isThrownBy(() -> frames.next(piece));
    assertThatExceptionOfType(InvalidFrameException.class).isThrownBy(() -> frames.next(piece));
  }

  @Test
  void c04_aLyingLengthCostsLittle() {
    long refused = AllocatedBytes.of(() -> assertThatExceptionOfType(InvalidFrameException.class)
        .isThrownBy(() -> new FrameDecoder().next(bytes(0xFF, 0xFF, 0xFF, 0xFF))));
    long dribbled = AllocatedBytes.of(() -> feed(new FrameDecoder(), 4, 0, 0, 0, 1, 2, 3, 4, 5, 6));

    assertThat(refused).isLessThan(100_000);
    assertThat(dribbled).isLessThan(100_000);
  }

  private static void feed(FrameDecoder frames, int... unsigned) {
    try {
      assertThat(frames.next(bytes(unsigned))).isNull();
    } catch (InvalidFrameException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void c05_anEndWithinAFrameIsNoInvalidFrame() throws Exception {
    assertThat(frames.midFrame()).isFalse();

    assertThat(frames.next(bytes(0, 0))).isNull();
    assertThat(frames.midFrame()).isTrue();

    assertThat(frames.next(bytes(0, 2))).isNull();
    assertThat(frames.midFrame()).isTrue();

    assertThat(frames.next(bytes('{'))).isNull();
    assertThat(frames.midFrame()).isTrue();

    assertThat(frames.next(bytes('}'))).isNotNull();
    assertThat(frames.midFrame()).isFalse();
  }

  @Test
  void c06_oneByteAtATimeAndAllAtOnceDecodeAlike() throws Exception {
    var wire = frames(3, 1, 70_000, 5, 200_000, 64 << 10);

    assertThat(decode(wire, 1, 1))
        .containsExactlyElementsOf(decode(wire, wire.length, wire.length));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void c06_randomPiecesDecodeLikeTheWhole(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var sizes =
        random.ints(40, 1, 300_000).map(n -> n % (1 + random.nextInt(300_000)) + 1).toArray();
    var wire = frames(sizes);

    assertThat(decode(wire, 1, 1 + random.nextInt(100_000)))
        .containsExactlyElementsOf(decode(wire, wire.length, wire.length));
  }

  @Test
  void stopsBehindEachFrame() throws Exception {
    var piece = bytes(9, 9, 0, 0, 0, 1, '1', 0, 0, 0, 1, '2', 1, 0).position(2);

    assertThat(frames.next(piece)).containsExactly('1');
    assertThat(piece.position()).isEqualTo(7);
    assertThat(frames.next(piece)).containsExactly('2');
    assertThat(piece.remaining()).isEqualTo(2);
  }

  @Test
  void aFrameInOnePieceIsCopiedOnce() {
    var wire = frames(10_000);

    long allocated = AllocatedBytes.of(() -> {
      try {
        assertThat(new FrameDecoder().next(ByteBuffer.wrap(wire)) == null).isFalse();
      } catch (InvalidFrameException e) {
        throw new AssertionError(e);
      }
    });

    assertThat(allocated).isLessThan(13_000);
  }

  @Test
  void keepsNoHoldOfThePiece() throws Exception {
    var lent = new byte[]{0, 0, 0, 2, '1', '2'};
    var body = frames.next(ByteBuffer.wrap(lent));

    lent[4] = 'x';

    assertThat(body).containsExactly('1', '2');
  }

  private static byte[] frames(int... sizes) {
    var wire = ByteBuffer.allocate(java.util.Arrays.stream(sizes).sum() + 4 * sizes.length);
    for (int size : sizes) {
      var body = new byte[size];
      new java.util.Random(size).nextBytes(body);
      wire.putInt(size).put(body);
    }
    return wire.array();
  }

  private static List<byte[]> decode(byte[] wire, int min, int max) throws Exception {
    var random = new SplittableRandom(max);
    var decoder = new FrameDecoder();
    var bodies = new ArrayList<byte[]>();
    for (int from = 0; from < wire.length;) {
      int to = Math.min(wire.length, from + random.nextInt(min, max + 1));
      var piece = ByteBuffer.wrap(wire, from, to - from);
      for (var body = decoder.next(piece); body != null; body = decoder.next(piece)) {
        bodies.add(body);
      }
      assertThat(piece.hasRemaining()).isFalse();
      from = to;
    }
    assertThat(decoder.midFrame()).isFalse();
    return bodies;
  }

  private static ByteBuffer bytes(int... unsigned) {
    var buffer = ByteBuffer.allocate(unsigned.length);
    for (int value : unsigned) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }
}
