package dev.alknet.runtime.script;

import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Peers;
import java.nio.file.Path;

/// What a session may do, which peers it finds, which folder its imports are read from, and where
/// its console goes.
public record SessionOptions(CompositionAuthority owner, Peers peers, Path folder,
    ScriptConsole console) {}
