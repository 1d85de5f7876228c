package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.config.Setting;
import java.util.ArrayList;
import java.util.List;

/// What holds and who says so, as a table or as JSON.
public record SettingList(List<Setting> settings) {
  public SettingList {
    settings = List.copyOf(settings);
  }

  /// A row for each value; lists of entries have one for each.
  public String text(Look look) {
    var rows = new ArrayList<List<String>>();
    for (var setting : settings) {
      var source = setting.source().toString();
      if (entries(setting.value())) {
        for (int i = 0; i < setting.value().size(); i++) {
          rows.add(List.of("%s[%d]".formatted(setting.key(), i),
              setting.value().get(i).toString(), source));
        }
      } else {
        rows.add(List.of(setting.key(), word(setting.value()), source));
      }
    }
    return Table.of(List.of("KEY", "VALUE", "FROM"), rows).text(look);
  }

  /// `{"KEY": {"value": …, "source": "default"}}`; the source is `default`, `file` with `file` and
  /// `line`, or `option` with `option`.
  public ObjectNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    for (var setting : settings) {
      var one = json.putObject(setting.key());
      one.set("value", setting.value());
      switch (setting.source()) {
        case Setting.Source.Default _ -> one.put("source", "default");
        case Setting.Source.File(var file, var line) ->
          one.put("source", "file").put("file", file).put("line", line);
        case Setting.Source.Option(var option) ->
          one.put("source", "option").put("option", option);
      }
    }
    return json;
  }

  private static boolean entries(JsonNode value) {
    return value.isArray() && !value.isEmpty() && value.get(0).isObject();
  }

  private static String word(JsonNode value) {
    if (value.isNull() || (value.isContainerNode() && value.isEmpty())) {
      return "-";
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
