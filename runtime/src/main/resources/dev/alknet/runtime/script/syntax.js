// What a console has to know of the trees that acorn makes of code, and how it changes the code by them.
'use strict';

(function () {
  // The names in a pattern; members, which can be assigned like one, and holes have none.
  const namesIn = (pattern) => {
    switch (pattern?.type) {
      case 'Identifier': return [pattern.name];
      case 'ObjectPattern': return pattern.properties.flatMap((p) => namesIn(p.value ?? p));
      case 'ArrayPattern': return pattern.elements.flatMap(namesIn);
      case 'AssignmentPattern': return namesIn(pattern.left);
      case 'RestElement': return namesIn(pattern.argument);
      default: return [];
    }
  };

  // The names that a declaration declares; none for anything else.
  const namesOf = (node) => {
    switch (node.type) {
      case 'VariableDeclaration': return node.declarations.flatMap(({ id }) => namesIn(id));
      case 'ClassDeclaration': case 'FunctionDeclaration': return [node.id.name];
      default: return [];
    }
  };

  // What is declared without a value has none, whatever it had: but for `var`.
  const values = (node) => (node.kind === 'var' ? [] : node.declarations.filter(({ init }) => init === null)
    .map(({ end }) => ({ from: end, to: end, text: ' = undefined' })));

  // The code with these changes, which may lie in each other: {from, to, text}.
  const edited = (code, edits) => {
    let result = '';
    let at = 0;
    edits.sort((a, b) => a.from - b.from || a.to - b.to);
    for (const { from, to, text } of edits) {
      result += code.slice(at, from) + text;
      at = Math.max(at, to);
    }
    return result + code.slice(at);
  };

  return { namesIn, namesOf, values, edited };
})()
