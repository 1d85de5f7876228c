package dev.alknet.bench.wire;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The service, without generated code: messages are bytes, which for gRPC cost no more than a copy.
final class GrpcMethods {
  static final String SERVICE = "bench";

  static final MethodDescriptor<byte[], byte[]> ECHO = method("echo", MethodType.UNARY);
  static final MethodDescriptor<byte[], byte[]> STREAM =
      method("stream", MethodType.SERVER_STREAMING);
  static final MethodDescriptor<byte[], byte[]> BULK = method("bulk", MethodType.SERVER_STREAMING);

  private static final class Bytes implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        var message = new byte[stream.available()];
        var read = stream.readNBytes(message, 0, message.length);
        if (read != message.length || stream.read() != -1) {
          throw new IOException("not the whole message: " + read);
        }
        return message;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private GrpcMethods() {}

  private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
    var bytes = new Bytes();
    return MethodDescriptor.newBuilder(bytes, bytes)
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
        .build();
  }
}
