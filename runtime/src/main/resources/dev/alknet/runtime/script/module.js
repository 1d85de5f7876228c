// Makes typed lines the text of a module that does what they have done in a session.
//
// A module is strict, and a name is declared in it once: a name that several lines declare becomes a `var`,
// and one that is assigned and never declared is answered in `names`. `lines` are {code, before}: what the
// value of a line is put behind; `kept` are names that the module declares as `var` itself. Takes and answers
// JSON: {lines, kept}, {names, lines}; a line that no module can hold becomes a comment.
'use strict';

(function (acorn, { namesIn, namesOf, values, edited }) {
  const FUNCTION = /^(Function|ArrowFunction)/;
  const DECLARATION = /^(Function|Class|Variable)Declaration$/;
  const SCOPE = /^(Function|ArrowFunction|Class|Block|For|Switch|Catch|Static)/;

  const parse = (code) => ({ code, tree: acorn.parse(code, { ecmaVersion: 'latest', sourceType: 'module' }) });

  // `{a: 1}` is an object for a console.
  function understood(code) {
    if (code.startsWith('{')) {
      try {
        return parse(`(${code.replace(/[;\s]+$/, '')}\n)`);
      } catch {
        // it is a block then
      }
    }
    return parse(code);
  }

  const children = (node) => Object.values(node).flat().filter((child) => typeof child?.type === 'string');

  const add = (found, names) => names.forEach((name) => found.add(name));

  // What is declared below a node outside of functions: all of it, or the `var`s.
  function declared(node, found, variables) {
    for (const child of children(node)) {
      if (!variables || child.kind === 'var') add(found, namesOf(child));
      if (!FUNCTION.test(child.type)) declared(child, found, variables);
    }
    return found;
  }

  // The names that a line gives to what comes after it.
  function offered(tree) {
    const found = declared(tree, new Set(), true);
    tree.body.forEach((node) => add(found, namesOf(node)));
    return found;
  }

  // The names that are assigned, and declared by nothing around that.
  function assigned(node, known, found) {
    let here = known;
    if (SCOPE.test(node.type)) {
      const own = declared(node, new Set(), false);
      [node.id, node.param, ...node.params ?? []].forEach((pattern) => add(own, namesIn(pattern)));
      here = (name) => own.has(name) || known(name);
    }
    const target = node.type === 'UpdateExpression' ? node.argument : node.left;
    for (const name of /^(Assignment|Update|For)/.test(node.type) ? namesIn(target) : []) {
      if (!here(name)) found.add(name);
    }
    children(node).forEach((child) => assigned(child, here, found));
    return found;
  }

  function written({ code, tree, before }, shared) {
    const edits = [];
    let hoisted = '';
    const replace = (from, to, text) => edits.push({ from, to, text });
    const several = (node) => namesOf(node).some(shared);
    const shown = tree.body.findLast((node) => !DECLARATION.test(node.type) && node.type !== 'EmptyStatement');

    for (const node of tree.body) {
      if (node === shown && node.type === 'ExpressionStatement') {
        const list = node.expression.type === 'SequenceExpression';
        replace(node.start, node.expression.start, before + (list ? '(' : ''));
        replace(node.expression.end, node.end, (list ? ')' : '') + ');');
      } else if (node.type === 'FunctionDeclaration' && several(node)) {
        hoisted += `var ${node.id.name} = ${code.slice(node.start, node.end)};\n`;
        replace(node.start, node.end, '');
      } else if (node.type === 'ClassDeclaration' && several(node)) {
        replace(node.start, node.start, `var ${node.id.name} = `);
        replace(node.end, node.end, ';');
      } else if (node.type === 'VariableDeclaration' || node.type === 'ExpressionStatement') {
        if (node.kind && several(node)) {
          replace(node.start, node.start + node.kind.length, 'var');
          edits.push(...values(node));
        }
        if (code[node.end - 1] !== ';') replace(node.end, node.end, ';');
      }
    }
    return (hoisted + edited(code, edits)).trim();
  }

  return (given) => {
    const { lines, kept } = JSON.parse(given);
    const understandable = lines.map(({ code, before }) => {
      try {
        return { before, ...understood(code.trim()) };
      } catch (error) {
        return { refused: `// no module can hold this: ${error.message}\n${code.trim()}`.replaceAll('\n', '\n// ') };
      }
    });
    const trees = understandable.filter(({ tree }) => tree).map(({ tree }) => tree);
    const times = new Map(kept.map((name) => [name, 1]));
    const constants = new Set();
    const changed = new Set();
    for (const tree of trees) {
      offered(tree).forEach((name) => times.set(name, (times.get(name) ?? 0) + 1));
      tree.body.filter((node) => node.kind === 'const').forEach((node) => add(constants, namesOf(node)));
      assigned(tree, () => false, changed);
    }
    const shared = (name) => times.get(name) > 1 || (constants.has(name) && changed.has(name));
    return JSON.stringify({
      names: [...changed].filter((name) => !times.has(name)),
      lines: understandable.map((line) => line.refused ?? written(line, shared)),
    });
  };
})
