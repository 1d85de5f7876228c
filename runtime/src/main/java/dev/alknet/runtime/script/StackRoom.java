package dev.alknet.runtime.script;

/// What is left of the calling thread's stack.
///
/// A script may use up the stack wherever it likes, and so also in the middle of what the host does
/// for it. Code of the host that is cut off at any point may leave a lock taken, or a class that
/// cannot be loaded any more in this process; it must not be begun where it may not end.
///
/// Java does not tell how much is left, so this takes it, in frames that are large and cost nothing:
/// each is as large as the last one, which alone has so many variables to hold and to hand on. That
/// is so in the interpreter, which makes room for every variable of a method, and in compiled code,
/// which makes room for the arguments of every call in it.
final class StackRoom {
  /// Each takes 500 bytes at the least: 511 when two are compiled into one, 1,600 as others are.
  private static final int FRAMES = 140;
  /// The engine reads a script by descending into it.
  private static final int FRAMES_FOR_SCRIPT = 4 * FRAMES;

  private StackRoom() {}

  /// Throws a [StackOverflowError] unless some 64 KiB are left, which is enough for loading what a
  /// host function needs.
  static void check() {
    check(FRAMES);
  }

  /// The same for reading and running a script of ours: some 256 KiB.
  static void checkForScript() {
    check(FRAMES_FOR_SCRIPT);
  }

  private static void check(int frames) {
    if (take(frames, 0) < 0) {
      throw new IllegalStateException("the stack cannot be measured");
    }
  }

  private static long take(int frames, long start) {
    if (frames > 0) {
      return take(frames - 1, start) + 1;
    }
    long v0 = start, v1 = start, v2 = start, v3 = start, v4 = start, v5 = start, v6 = start,
        v7 = start, v8 = start, v9 = start, v10 = start, v11 = start, v12 = start, v13 = start,
        v14 = start, v15 = start, v16 = start, v17 = start, v18 = start, v19 = start,
        v20 = start, v21 = start, v22 = start, v23 = start, v24 = start, v25 = start,
        v26 = start, v27 = start, v28 = start, v29 = start, v30 = start, v31 = start,
        v32 = start, v33 = start, v34 = start, v35 = start, v36 = start, v37 = start,
        v38 = start, v39 = start, v40 = start, v41 = start, v42 = start, v43 = start,
        v44 = start, v45 = start, v46 = start, v47 = start, v48 = start, v49 = start,
        v50 = start, v51 = start, v52 = start, v53 = start, v54 = start, v55 = start,
        v56 = start, v57 = start, v58 = start, v59 = start, v60 = start, v61 = start;
    return mix(
        v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16, v17, v18,
        v19, v20, v21, v22, v23, v24, v25, v26, v27, v28, v29, v30, v31, v32, v33, v34, v35,
        v36, v37, v38, v39, v40, v41, v42, v43, v44, v45, v46, v47, v48, v49, v50, v51, v52,
        v53, v54, v55, v56, v57, v58, v59, v60, v61);
  }

  /// Long enough not to be compiled into its caller, which then would hand nothing on.
  private static long mix(
      long v0, long v1, long v2, long v3, long v4, long v5, long v6, long v7, long v8, long v9,
      long v10, long v11, long v12, long v13, long v14, long v15, long v16, long v17, long v18,
      long v19, long v20, long v21, long v22, long v23, long v24, long v25, long v26, long v27,
      long v28, long v29, long v30, long v31, long v32, long v33, long v34, long v35, long v36,
      long v37, long v38, long v39, long v40, long v41, long v42, long v43, long v44, long v45,
      long v46, long v47, long v48, long v49, long v50, long v51, long v52, long v53, long v54,
      long v55, long v56, long v57, long v58, long v59, long v60, long v61) {
    var sum = v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + v13 + v14 +
        v15 + v16 + v17 + v18 + v19 + v20 + v21 + v22 + v23 + v24 + v25 + v26 + v27 + v28 + v29
        + v30 + v31 + v32 + v33 + v34 + v35 + v36 + v37 + v38 + v39 + v40 + v41 + v42 + v43 +
        v44 + v45 + v46 + v47 + v48 + v49 + v50 + v51 + v52 + v53 + v54 + v55 + v56 + v57 + v58
        + v59 + v60 + v61;
    return sum ^ v0 ^ v1 ^ v2 ^ v3 ^ v4 ^ v5 ^ v6 ^ v7 ^ v8 ^ v9 ^ v10 ^ v11 ^ v12 ^ v13 ^ v14 ^
        v15 ^ v16 ^ v17 ^ v18 ^ v19 ^ v20 ^ v21 ^ v22 ^ v23 ^ v24 ^ v25 ^ v26 ^ v27 ^ v28 ^ v29
        ^ v30 ^ v31 ^ v32 ^ v33 ^ v34 ^ v35 ^ v36 ^ v37 ^ v38 ^ v39 ^ v40 ^ v41 ^ v42 ^ v43 ^
        v44 ^ v45 ^ v46 ^ v47 ^ v48 ^ v49 ^ v50 ^ v51 ^ v52 ^ v53 ^ v54 ^ v55 ^ v56 ^ v57 ^ v58
        ^ v59 ^ v60 ^ v61;
  }
}
