package dev.alknet.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `alk:table`: rows as text.
class TableModuleTest extends ModuleBed {
  private static final String IMPORTS = """
      import { table } from 'alk:table';
      const rows = [{ name: 'a|b', took: 10.25, note: 'x, "y"' }, { name: 'long name', took: 2, more: [1] }];
      """;

  @Test
  void drawsColumns() throws Exception {
    assertThat(run(IMPORTS + "export default table(rows);").asText()).isEqualTo("""
        name        took  note    more
        ─────────  ─────  ──────  ────
        a|b        10.25  x, "y"
        long name      2          [1]""");
    assertThat(run(IMPORTS + """
        export default table(rows, { columns: [{ name: 'took', title: 's', value: ({ took }) => took.toFixed(1), align: 'left' }, { name: 'name', width: 5 }] });
        """).asText()).isEqualTo("""
        s     name
        ────  ─────
        10.3  a|b
        2.0   long…""");
  }

  @Test
  void writesMarkdownAndCommaSeparatedValues() throws Exception {
    assertThat(run(
        IMPORTS + "export default table(rows, { columns: ['name', 'took'], format: 'markdown' });")
        .asText())
        .isEqualTo("| name | took |\n| --- | ---: |\n| a\\|b | 10.25 |\n| long name | 2 |");
    assertThat(
        run(IMPORTS + "export default table(rows, { columns: ['name', 'note'], format: 'csv' });")
            .asText())
        .isEqualTo("name,note\r\na|b,\"x, \"\"y\"\"\"\r\nlong name,");
  }

  @Test
  void saysWhatItTakes() throws Exception {
    assertThat(run(IMPORTS + """
        const said = [];
        for (const wrong of [() => table('x'), () => table([], { format: 'html' }), () => table([], { columns: [7] }), () => table([{}], { columns: [{ name: 'a', align: 'up' }] })]) {
          try { wrong(); } catch ({ name }) { said.push(name); }
        }
        export default [said, table([]), table([{ a: 1 }], { columns: [] })];
        """)).isEqualTo(
        json("[[\"TypeError\", \"TypeError\", \"TypeError\", \"TypeError\"], \"\", \"\"]"));
  }
}
