// Rewrites a typed line that uses `await` outside a function, so that a script can run it: the
// line becomes the body of an async function, and what it declares becomes global. In any other
// line, what it declares at its top becomes something that may be declared again.
//
// Answers {code, prefix} (prefix: characters put before the first one), or
// {error, line, column, incomplete}. `fixed` tells of a name whether a session itself holds it.
'use strict';

(function (acorn, { namesOf, values, edited }, fixed) {
  // The `var` declarations below a statement: they belong to the whole line too.
  function nestedVars(node, parent, found) {
    if (node === null || typeof node !== 'object') return found;
    if (Array.isArray(node)) {
      node.forEach((child) => nestedVars(child, parent, found));
    } else if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      const loop = /^For/.test(parent?.type ?? '') && node !== parent.body;
      found.push({ declaration: node, loop });
    } else if (!FUNCTIONS.has(node.type)) {
      Object.values(node).forEach((child) => nestedVars(child, node.type ? node : parent, found));
    }
    return found;
  }

  const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

  function awaits(node) {
    if (node === null || typeof node !== 'object') return false;
    if (Array.isArray(node)) return node.some(awaits);
    if (FUNCTIONS.has(node.type)) return false;
    if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) return true;
    return Object.values(node).some(awaits);
  }

  function redeclarable(source, body) {
    const edits = [];
    for (const node of body) {
      if (node.type === 'VariableDeclaration') {
        edits.push({ from: node.start, to: node.start + node.kind.length, text: 'var'.padEnd(node.kind.length) }, ...values(node));
      } else if (node.type === 'ClassDeclaration') {
        edits.push({ from: node.start, to: node.start, text: `var ${node.id.name} = ` }, { from: node.end, to: node.end, text: ';' });
      }
    }
    const begins = edits.length > 0 && edits[0].from === 0 && edits[0].to === 0;
    return { code: edited(source, edits), prefix: begins ? edits[0].text.length : 0 };
  }

  const refused = (source, message, at, incomplete) => {
    const { line, column } = acorn.getLineInfo(source, at);
    return { error: `SyntaxError: ${message}`, line, column: column + 1, incomplete };
  };

  return (source) => {
    let tree;
    try {
      tree = acorn.parse(source, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true });
    } catch (error) {
      if (error.loc === undefined) throw error;
      const open = error.raisedAt >= source.length || /^Unterminated (template|comment)/.test(error.message);
      return refused(source, error.message.replace(/ \(\d+:\d+\)$/, ''), error.pos, open);
    }
    for (const node of tree.body) {
      const held = node.type === 'FunctionDeclaration' ? undefined : namesOf(node).find((name) => fixed(name));
      if (held !== undefined) return refused(source, `${held} is the session's own, it cannot be declared`, node.start, false);
    }
    if (!awaits(tree.body)) return redeclarable(source, tree.body);

    const names = [];
    const hoisted = [];
    const edits = [];
    const replace = (from, to, text) => edits.push({ from, to, text });

    const assign = (node) => {
      names.push(...namesOf(node));
      // `!(` in place of `const `, padded, so that columns stay what they were.
      replace(node.start, node.declarations[0].start, '!('.padStart(node.declarations[0].start - node.start));
      edits.push(...values(node));
      replace(node.declarations.at(-1).end, node.end, ');');
    };

    tree.body.forEach((node, index) => {
      if (node.type === 'FunctionDeclaration') {
        hoisted.push(source.slice(node.start, node.end));
        replace(node.start, node.end, '');
      } else if (node.type === 'ClassDeclaration') {
        names.push(...namesOf(node));
        replace(node.start, node.start, `${node.id.name} = `);
        replace(node.end, node.end, ';');
      } else if (node.type === 'VariableDeclaration') {
        assign(node);
      } else if (node.type === 'ExpressionStatement' && index === tree.body.length - 1) {
        replace(node.start, node.expression.start, 'return (' + source.slice(node.start, node.expression.start));
        replace(node.expression.end, node.end, source.slice(node.expression.end, node.end).replace(/;?$/, '') + ');');
      } else {
        for (const { declaration, loop } of nestedVars(node, undefined, [])) {
          if (loop) {
            names.push(...namesOf(declaration));
            replace(declaration.start, declaration.declarations[0].start, '    ');
          } else {
            assign(declaration);
          }
        }
      }
    });

    const body = edited(source, edits);
    const declared = names.length === 0 ? '' : `var ${[...new Set(names)].join(', ')}; `;
    const before = `${declared}${hoisted.join(' ').replaceAll('\n', ' ')}(async () => { `;
    return { code: `${before}${body}\n})()`, prefix: before.length };
  };
})
