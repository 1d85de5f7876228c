package dev.alknet.runtime.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.alknet.runtime.vault.VaultException.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What the vault refuses.
final class Refused {
  private Refused() {}

  static VaultException as(Kind kind, ThrowingCallable attempt) {
    var refusal = catchThrowableOfType(VaultException.class, attempt);
    assertThat(refusal).as("nothing was refused").isNotNull();
    assertThat(refusal.kind()).as(refusal.getMessage()).isEqualTo(kind);
    return refusal;
  }
}
