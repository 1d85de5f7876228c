package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A value as a tree with branches:
///
/// ```
/// ├─ name: web
/// └─ ports
///    ├─ 80
///    └─ 443
/// ```
record TreeText(Look look) {
  List<String> lines(JsonNode value) {
    if (!value.isContainerNode() || value.isEmpty()) {
      return List.of(Scalar.text(value));
    }
    List<Map.Entry<String, JsonNode>> branches = value.isObject()
        ? List.copyOf(value.properties())
        : IntStream.range(0, value.size())
            .mapToObj(i -> Map.entry(value.get(i).isContainerNode() ? String.valueOf(i) : "",
                value.get(i)))
            .toList();
    var lines = new ArrayList<String>();
    for (int i = 0; i < branches.size(); i++) {
      var last = i == branches.size() - 1;
      branch(lines, branches.get(i), last);
    }
    return lines;
  }

  private void branch(List<String> lines, Map.Entry<String, JsonNode> branch, boolean last) {
    var name = branch.getKey();
    var value = branch.getValue();
    var twig = look.faint(last ? "└─ " : "├─ ");
    if (!value.isContainerNode() || value.isEmpty()) {
      lines.add(twig + (name.isEmpty() ? "" : look.strong(name + ":") + " ")
          + TextWidth.cut(Scalar.text(value), Math.max(8, look.width() - 5 - name.length())));
      return;
    }
    lines.add(twig + look.strong(name));
    new TreeText(look.indented(3)).lines(value)
        .forEach(line -> lines.add(look.faint(last ? "   " : "│  ") + line));
  }
}
