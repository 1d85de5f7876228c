package dev.alknet.stdlib.docker;

import java.io.IOException;

/// What daemons have learnt since the oldest version that we speak. One that does not know it yet
/// would leave it undone without a word, so it is not asked. Source: the version history of the
/// Engine API.
enum Feature {
  MOUNTS(25, "mounts"), INIT(25, "init"), AUTO_REMOVE(25, "autoRemove"), CPUS(25, "cpus"), EXEC_ENV(
      25, "env"), PRUNE(25, "prune"), DISK_USAGE(25, "df"), START_PERIOD(29,
          "startPeriodSeconds"), BUILD_TARGET(29, "target"), EARLY_WAIT(30,
              "to wait for the next exit"), EXEC_FOLDER(35, "workingDirectory"), LOG_END(35,
                  "until"), NAMED_VOLUMES_STAY(42, "to remove only volumes without a name");

  private final int minor;
  private final String what;

  /// What is known since version `1.minor`.
  Feature(int minor, String what) {
    this.minor = minor;
    this.what = what;
  }

  /// Whether this daemon knows it.
  boolean known(Daemon daemon) throws IOException, InterruptedException {
    return daemon.version().compareTo(since()) >= 0;
  }

  /// A [DaemonRefusal] when it is asked for and this daemon does not know it.
  void require(Daemon daemon, boolean wanted) throws IOException, InterruptedException {
    if (wanted && !known(daemon)) {
      throw new DaemonRefusal(400, "%s needs API version %s, and this daemon speaks %s"
          .formatted(what, since(), daemon.version()));
    }
  }

  private ApiVersion since() {
    return new ApiVersion(1, minor);
  }
}
