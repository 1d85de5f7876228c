package dev.alknet.runtime.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.alknet.runtime.call.RawChunk;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkDecoderTest {
  private final ChunkDecoder chunks = new ChunkDecoder();

  @Test
  void car09_aChunkIsItsTypeItsLengthAndThatManyBytes() throws Exception {
    assertThat(ChunkCodec.encode(RawChunk.of(RawChunk.STDOUT, "hi")))
        .containsExactly(1, 0, 0, 0, 2, 'h', 'i');
    var wire = ChunkCodec.encode(RawChunk.of(RawChunk.STDERR, "oops"));

    assertThat(wire).containsExactly(2, 0, 0, 0, 4, 'o', 'o', 'p', 's');
    assertThat(decode(wire, wire.length)).containsExactly("2 oops");
  }

  @Test
  void aChunkMayBeEmpty() throws Exception {
    var chunk = chunks.next(ByteBuffer.wrap(new byte[]{1, 0, 0, 0, 0}));

    assertThat(chunk).isNotNull().satisfies(c -> assertThat(c.drained()).isTrue());
    assertThat(chunks.midChunk()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 127, 128, 255})
  void ruling12_anUnknownStreamTypeFailsTheStream(int type) {
    var header = ByteBuffer.allocate(5).put((byte) type).putInt(1).flip();

    assertThatExceptionOfType(InvalidFrameException.class).isThrownBy(() -> chunks.next(header))
        .withMessage("unknown stream type: " + type);
  }

  @ParameterizedTest
  @ValueSource(ints = {(16 << 20) + 1, 0x8000_0000, 0xFFFF_FFFF})
  void ruling12car16_aChunkAbove16MiBFailsTheStream(int length) {
    var header = ByteBuffer.allocate(5).put((byte) 1).putInt(length).flip();

    assertThatExceptionOfType(InvalidFrameException.class).isThrownBy(() -> chunks.next(header))
        .withMessage(
            "a chunk holds up to 16777216 bytes, not " + Integer.toUnsignedLong(length));
  }

  @Test
  void ruling12_aChunkOfExactly16MiBIsAccepted() throws Exception {
    var wire = ChunkCodec.encode(new RawChunk(RawChunk.STDOUT, new byte[16 << 20]));

    var chunk = chunks.next(ByteBuffer.wrap(wire));

    assertThat(chunk).isNotNull().satisfies(c -> assertThat(c.payload()).hasSize(16 << 20));
  }

  @Test
  void car16_aLyingLengthCostsLittle() {
    var wire = ByteBuffer.allocate(8).put((byte) 1).putInt(16 << 20).array();

    assertThat(AllocatedBytes.of(() -> {
      try {
        assertThat(new ChunkDecoder().next(ByteBuffer.wrap(wire))).isNull();
      } catch (InvalidFrameException e) {
        throw new AssertionError(e);
      }
    })).isLessThan(100_000);
  }

  @Test
  void car17_knowsWhenItIsWithinAChunk() throws Exception {
    assertThat(chunks.next(ByteBuffer.wrap(new byte[]{0, 0, 0}))).isNull();
    assertThat(chunks.midChunk()).isTrue();

    assertThat(chunks.next(ByteBuffer.wrap(new byte[]{0, 1, 7}))).isNotNull();
    assertThat(chunks.midChunk()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000, 70_000})
  void car10car11_piecesOfAnySizeDecodeLikeTheWhole(int max) throws Exception {
    var random = new Random(max);
    var wire = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      var payload = new byte[random.nextInt(100_000)];
      random.nextBytes(payload);
      wire.writeBytes(ChunkCodec.encode(new RawChunk(i % 5, payload)));
    }

    assertThat(decode(wire.toByteArray(), max))
        .containsExactlyElementsOf(decode(wire.toByteArray(), wire.size()));
  }

  @Test
  void goesOnWhereTheFramesEnd() throws Exception {
    var piece = ByteBuffer.wrap(new byte[]{0, 0, 0, 2, '{', '}', 1, 0, 0, 0, 1, 'x'});

    assertThat(new FrameDecoder().next(piece)).containsExactly('{', '}');
    assertThat(chunks.next(piece)).hasToString("RawChunk[type=1, bytes=1]");
  }

  @Test
  void aLongChunkIsWrittenInPieces() throws Exception {
    var payload = new byte[200_000];
    new Random(1).nextBytes(payload);
    var written = new ArrayList<byte[]>();

    ChunkCodec.pieces(new RawChunk(RawChunk.STDOUT, payload)).forEach(written::add);

    assertThat(written).extracting(piece -> piece.length)
        .containsExactly(65_541, 65_541, 65_541, 3_397);
    var joined = new ByteArrayOutputStream();
    for (var piece : written) {
      var chunk = requireNonNull(chunks.next(ByteBuffer.wrap(piece)));
      joined.writeBytes(chunk.payload());
    }
    assertThat(joined.toByteArray()).isEqualTo(payload);
  }

  @Test
  void anEmptyChunkIsOnePieceAndControlIsNeverSplit() {
    var control = new RawChunk(RawChunk.CONTROL_OUT, new byte[100_000]);

    assertThat(ChunkCodec.pieces(RawChunk.of(RawChunk.STDIN, ""))).hasSize(1);
    assertThat(ChunkCodec.pieces(control)).hasSize(1);
  }

  private static List<String> decode(byte[] wire, int max) throws Exception {
    var random = new SplittableRandom(max);
    var decoder = new ChunkDecoder();
    var found = new ArrayList<String>();
    for (int from = 0; from < wire.length;) {
      int to = Math.min(wire.length, from + random.nextInt(1, max + 1));
      var piece = ByteBuffer.wrap(wire, from, to - from);
      for (var chunk = decoder.next(piece); chunk != null; chunk = decoder.next(piece)) {
        found.add(chunk.type() + " "
            + new String(chunk.payload(), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
      from = to;
    }
    return found;
  }
}
