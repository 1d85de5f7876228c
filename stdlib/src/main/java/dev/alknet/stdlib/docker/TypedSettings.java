package dev.alknet.stdlib.docker;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.core.SSLConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What docker-java must know, from us alone.
///
/// Its own default reads the environment, system properties and files in the home folder, and
/// speaks no API version at all.
record TypedSettings(URI host, ApiVersion version) implements DockerClientConfig {

  @Override
  public URI getDockerHost() {
    return host;
  }

  @Override
  public RemoteApiVersion getApiVersion() {
    return RemoteApiVersion.create(version.major(), version.minor());
  }

  @Override
  public @Nullable String getRegistryUsername() {
    return null;
  }

  @Override
  public @Nullable String getRegistryPassword() {
    return null;
  }

  @Override
  public @Nullable String getRegistryEmail() {
    return null;
  }

  @Override
  public @Nullable String getRegistryUrl() {
    return null;
  }

  @Override
  public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
    return null;
  }

  @Override
  public AuthConfigurations getAuthConfigurations() {
    return new AuthConfigurations();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still names the old one
  public @Nullable SSLConfig getSSLConfig() {
    return null;
  }
}
