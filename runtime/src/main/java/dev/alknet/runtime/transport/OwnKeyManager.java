package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.TlsIdentity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows one key, whatever kind of key is asked for.
final class OwnKeyManager extends X509ExtendedKeyManager {
  private static final String ALIAS = "node";

  private final TlsIdentity key;

  OwnKeyManager(TlsIdentity key) {
    this.key = key;
  }

  @Override
  public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
    return new String[]{ALIAS};
  }

  @Override
  public String chooseClientAlias(String[] types, Principal @Nullable [] issuers,
      @Nullable Socket socket) {
    return ALIAS;
  }

  @Override
  public String chooseEngineClientAlias(String[] types, Principal @Nullable [] issuers,
      @Nullable SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
    return new String[]{ALIAS};
  }

  @Override
  public String chooseServerAlias(String type, Principal @Nullable [] issuers,
      @Nullable Socket socket) {
    return ALIAS;
  }

  @Override
  public String chooseEngineServerAlias(String type, Principal @Nullable [] issuers,
      @Nullable SSLEngine engine) {
    return ALIAS;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return key.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key.privateKey();
  }
}
