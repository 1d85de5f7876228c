package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.net.ProtocolException;

/// A version of the Engine API, such as `1.41`.
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /// The oldest we speak (Engine 1.12); what it cannot do is a [Feature].
  static final ApiVersion OLDEST = new ApiVersion(1, 24);
  /// The newest we tested (Engine 28.5).
  static final ApiVersion NEWEST = new ApiVersion(1, 51);

  static ApiVersion parse(String text) throws ProtocolException {
    if (!text.matches("[0-9]{1,4}\\.[0-9]{1,4}")) {
      throw new ProtocolException("not an API version: '" + text + "'");
    }
    var dot = text.indexOf('.');
    return new ApiVersion(Integer.parseInt(text.substring(0, dot)),
        Integer.parseInt(text.substring(dot + 1)));
  }

  /// The newest version that both sides speak, given the range the daemon offers.
  static ApiVersion common(ApiVersion daemonOldest, ApiVersion daemonNewest) throws IOException {
    var version = daemonNewest.compareTo(NEWEST) < 0 ? daemonNewest : NEWEST;
    if (version.compareTo(daemonOldest) < 0 || version.compareTo(OLDEST) < 0) {
      throw new DaemonRefusal(400,
          "no common API version: the daemon speaks %s to %s, alknet speaks %s to %s"
              .formatted(daemonOldest, daemonNewest, OLDEST, NEWEST));
    }
    return version;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
