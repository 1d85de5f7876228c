package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageReferenceTest {
  @Test
  void tellsTheTagFromThePortOfTheRegistry() {
    assertThat(ImageReference.parse("alpine")).isEqualTo(new ImageReference("alpine", "latest"));
    assertThat(ImageReference.parse("alpine:3")).isEqualTo(new ImageReference("alpine", "3"));
    assertThat(ImageReference.parse("host:5000/web"))
        .isEqualTo(new ImageReference("host:5000/web", "latest"));
    assertThat(ImageReference.parse("host:5000/web:2"))
        .isEqualTo(new ImageReference("host:5000/web", "2"));
    assertThat(ImageReference.parse("web@sha256:abc"))
        .isEqualTo(new ImageReference("web", "sha256:abc"));
  }
}
