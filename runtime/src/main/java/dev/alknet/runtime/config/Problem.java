package dev.alknet.runtime.config;

/// What is wrong at one place of a file, and what to do about it.
public record Problem(String file, Position at, String sentence) {
  /// `FILE:LINE:COLUMN: sentence`, as editors and compilers have it.
  @Override
  public String toString() {
    return file + ":" + at + ": " + sentence;
  }
}
