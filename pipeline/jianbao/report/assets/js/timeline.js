// What happened when: events, posts and times in order.

const timelineKinds = new Set(['event', 'time', 'post']);

VIEWS.timeline = async (root) => {
  const v = await store.view('timeline');
  if (!v.rows.length) return root.append(nothing('times'));
  const list = el('div');
  const draw = () => {
    let month = '';
    list.replaceChildren();
    paged(
      list,
      v.rows.filter((row) => timelineKinds.has(row.kind)),
      (row) => {
        const now = row.when.slice(0, 7);
        const head = now === month ? null : el('div.month', null, now);
        month = now;
        return el('div', null, head, el('ol.line', null, timelineRow(row)));
      },
      150,
    );
  };
  const switches = ['event', 'time', 'post'].map((kind) => {
    const button = el(
      'button.chip',
      {
        type: 'button',
        'aria-pressed': timelineKinds.has(kind),
        onclick: () => {
          timelineKinds[timelineKinds.has(kind) ? 'delete' : 'add'](kind);
          button.setAttribute('aria-pressed', String(timelineKinds.has(kind)));
          draw();
        },
      },
      t(`timeline.${kind}`),
    );
    return button;
  });
  draw();
  append(root, [
    v.charts.map(chartCard),
    el(
      'div.tools',
      null,
      switches,
      v.unresolved ? el('span.small.quiet', null, t('unresolved.n', number(v.unresolved))) : null,
    ),
    cutNote(v),
    list,
  ]);
};

function timelineRow(row) {
  const what = {
    event: () => [
      el('span.tag', null, row.type),
      [row.place, (row.who || []).join('、')].filter(Boolean).join(' · '),
    ],
    post: () => [el('a', {href: `#/people/${encodeURIComponent(row.person)}`}, row.person), ` ${row.post}`],
    time: () => [],
  }[row.kind]();
  return el(
    'li',
    {class: row.kind === 'post' ? 'post-line' : row.kind},
    el('span.when', null, row.when),
    ...what,
    citation(row.cite),
  );
}
