package dev.alknet.runtime.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where stores are: `memory`, `sqlite:PATH`, or
/// `postgresql://USER@HOST[:PORT]/DATABASE[?sslmode=MODE][&sslrootcert=FILE]`.
///
/// A password is never part of it: see [StorePassword]. PostgreSQL is reached over TCP.
public sealed interface StoreAddress {
  /// In this process, until it ends.
  record Memory() implements StoreAddress {
    @Override
    public String toString() {
      return "memory";
    }
  }

  /// In a file of its own, which its owner alone may read.
  record Sqlite(Path file) implements StoreAddress {
    public Sqlite {
      file = file.toAbsolutePath().normalize();
      if (file.toString().contains("?")) {
        throw new IllegalArgumentException("a database file cannot have ? in its name: " + file);
      }
    }

    @Override
    public String toString() {
      return "sqlite:" + file;
    }
  }

  /// In a PostgreSQL database. `tls` says how the way there is protected.
  record Postgres(String user, String host, int port, String database, Tls tls)
      implements
        StoreAddress {
    @Override
    public String toString() {
      return "postgresql://%s@%s:%d/%s".formatted(user, host, port, database);
    }
  }

  /// PostgreSQL's own words for how much TLS: `disable`, `prefer`, `require`, `verify-ca` or
  /// `verify-full`. `authorities` is a file with the certificates to trust, in PEM; absent means
  /// those the JDK trusts.
  record Tls(String mode, @Nullable Path authorities) {
    public Tls {
      switch (mode) {
        case "disable", "prefer", "require", "verify-ca", "verify-full" -> {
        }
        default -> throw new IllegalArgumentException("unknown sslmode: " + mode
            + " (expected disable, prefer, require, verify-ca or verify-full)");
      }
    }

    /// On this machine TLS is used when the server offers it; anywhere else the server must prove
    /// its name.
    static Tls usual(String host) {
      var here = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
      return new Tls(here ? "prefer" : "verify-full", null);
    }
  }

  /// Reads an address; relative file names are taken from `folder`.
  static StoreAddress parse(String text, Path folder) {
    if (text.equals("memory")) {
      return new Memory();
    }
    if (text.startsWith("sqlite:") && text.length() > "sqlite:".length()) {
      return new Sqlite(folder.resolve(text.substring("sqlite:".length())));
    }
    if (text.startsWith("postgresql:")) {
      return postgres(text, folder);
    }
    throw new IllegalArgumentException("not the address of a store: '" + text
        + "' (expected memory, sqlite:PATH or postgresql://USER@HOST:PORT/DATABASE)");
  }

  /// Says nothing of the text itself, which may hold a password by mistake.
  private static Postgres postgres(String text, Path folder) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw malformed(e.getReason());
    }
    var user = uri.getUserInfo();
    var path = uri.getPath();
    if (user == null || user.isEmpty() || uri.getHost() == null) {
      throw malformed("a user and a host are missing, or one of them");
    }
    if (user.contains(":")) {
      throw malformed("a password does not belong there; name a file that holds it instead");
    }
    if (path == null || path.length() < 2 || path.indexOf('/', 1) > 0) {
      throw malformed("no single database is named");
    }
    var port = uri.getPort() < 0 ? 5432 : uri.getPort();
    return new Postgres(user, uri.getHost(), port, path.substring(1), tls(uri, folder));
  }

  private static Tls tls(URI uri, Path folder) {
    var tls = Tls.usual(uri.getHost());
    if (uri.getQuery() == null) {
      return tls;
    }
    for (var option : uri.getQuery().split("&", -1)) {
      var name = option.replaceFirst("=.*", "");
      var value = option.substring(Math.min(option.length(), name.length() + 1));
      tls = switch (name) {
        case "sslmode" -> new Tls(value, tls.authorities);
        case "sslrootcert" -> new Tls(tls.mode, folder.resolve(value));
        default -> throw malformed("it may have sslmode and sslrootcert, but not " + name);
      };
    }
    return tls;
  }

  private static IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException("not the address of a PostgreSQL database: " + why
        + " (expected postgresql://USER@HOST:PORT/DATABASE)");
  }
}
