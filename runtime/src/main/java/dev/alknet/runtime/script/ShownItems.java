package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/// Takes the items of the subscription that a line follows: from the host as they come, or from
/// `boot.js` as (value, json), where `json` is an array of items, or absent for one that is no JSON.
record ShownItems(Meter meter, LineItems items) implements ProxyExecutable {
  /// One item that never was a value of the session. [CallException] when it is too much, or the turn
  /// is stopped.
  void show(JsonNode item) {
    meter.check(item);
    items.item(item, "");
  }

  @Override
  public Object execute(Value... args) {
    try {
      if (args[1].isString()) {
        Json.parse(meter.checked(args[1].asString())).forEach(item -> items.item(item, ""));
      } else {
        items.item(null, HostFunctions.display(args[0]));
      }
    } catch (CallException _) {
      return true; // too much, which has stopped the turn
    }
    return true;
  }
}
