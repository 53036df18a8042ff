// Places in their chains.

VIEWS.places = async (root) => {
  const v = await store.view('places');
  if (!v.rows.length) return root.append(nothing('places'));
  const tree = el('div.tree.card');
  const draw = (rows, open) => tree.replaceChildren(...placeNodes(treeOf(rows), open));
  draw(v.rows, v.total < 60);
  const filter = calmly((text) =>
    draw(
      v.rows.filter((row) => row.chain.join('').includes(text)),
      Boolean(text) || v.total < 60,
    ),
  );
  append(root, [
    el(
      'div.stack',
      null,
      v.chains ? null : el('p.note.small', null, t('no_chains')),
      cutNote(v),
      el('input.field', {
        type: 'search',
        placeholder: t('filter'),
        'aria-label': t('filter'),
        oninput: (e) => filter(e.target.value.trim()),
      }),
      tree,
    ),
  ]);
};

// Rows by their chains: {name, count, row, below}.
function treeOf(rows) {
  const top = new Map();
  for (const row of rows) {
    let level = top,
      node = null;
    for (const name of row.chain) {
      if (!level.has(name)) level.set(name, {name, count: 0, row: null, below: new Map()});
      node = level.get(name);
      node.count += row.count;
      level = node.below;
    }
    node.row = row;
  }
  return top;
}

function placeNodes(level, open) {
  return [...level.values()]
    .sort((a, b) => b.count - a.count)
    .map((node) => {
      const row = node.row;
      const about = row
        ? [
            row.level && t(`level.${row.level}`),
            row.code,
            row.resolved === 'unresolved' ? t('unresolved') : '',
          ]
            .filter(Boolean)
            .join(' · ')
        : '';
      const details = el(
        'details.place',
        {class: node.below.size ? '' : 'leaf', open: open && node.below.size > 0},
        el(
          'summary',
          null,
          node.name,
          el('span.number', null, number(node.count), about ? ` · ${about}` : ''),
        ),
      );
      details.append(...(row ? row.cites.map((c) => citation(c)) : []), ...placeNodes(node.below, open));
      return details;
    });
}
