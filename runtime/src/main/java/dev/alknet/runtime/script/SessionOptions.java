package dev.alknet.runtime.script;

import dev.alknet.runtime.registry.CompositionAuthority;
import java.nio.file.Path;

/// What a session may do, which folder its imports are read from, and where its console goes.
public record SessionOptions(CompositionAuthority owner, Path folder, ScriptConsole console) {}
