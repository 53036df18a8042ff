// The page: contents, one article with its marks, its facts, and the raw text beside it.

let rawShown = false;
let clippingShown = true;
const layersOn = new Set(SHOWN_AT_FIRST);

VIEWS.page = async (root, [which = '0', span = '']) => {
  const contents = await store.contents();
  const n = Math.min(Math.max(0, Number(which) || 0), contents.length - 1);
  if (!contents.length) return root.append(nothing('articles'));
  const found = await store.article(n);
  if (found) found.clippings = await store.clippings(n);
  const main = el('div');
  const facts = el('aside.facts.card', {'aria-label': t('facts')});
  root.append(el('div.reading', {class: rawShown ? 'raw-on' : ''}, contentsList(contents, n), main, facts));
  if (!found) {
    facts.hidden = true;
    return main.append(
      el('div.card', null, el('h1', null, contents[n][1]), el('p.note', null, t('left_out', contents[n][0]))),
    );
  }
  const reader = articleReader(found, n, contents, main, facts, correctionDesk(found, n, redrawn));
  const asked = /^(\d+)-(\d+)$/.exec(span);
  if (asked) reader.go(Number(asked[1]), Number(asked[2]));

  // The article again after a correction, at the place that is worked on.
  function redrawn(changed, span) {
    main.replaceChildren();
    facts.replaceChildren();
    const desk = correctionDesk(changed, n, redrawn);
    const again = articleReader(changed, n, contents, main, facts, desk);
    if (span) again.go(...span);
    desk?.ready();
  }
};

function contentsList(contents, n) {
  const list = el('div.scroll');
  const draw = (rows) => {
    list.replaceChildren();
    paged(
      list,
      rows,
      ([i, row]) =>
        el(
          'a.entry',
          {href: link(i), 'aria-current': i === n},
          el('b', null, row[1] || row[0]),
          el(
            'span.small.quiet',
            null,
            [row[2], row[3], t('characters.n', number(row[4]))].filter(Boolean).join(' · '),
          ),
        ),
      60,
    );
  };
  const all = contents.map((row, i) => [i, row]);
  const near = all.length > 200 ? all.slice(Math.max(0, n - 5)) : all;
  draw(near);
  const filter = calmly((text) =>
    draw(text ? all.filter(([, row]) => `${row[1]}${row[2]}${row[3]}${row[0]}`.includes(text)) : near),
  );
  return el(
    'nav.contents',
    {'aria-label': t('contents')},
    el(
      'details',
      {open: innerWidth > 1080},
      el('summary', null, `${t('contents')} · ${number(all.length)}`),
      all.length > 8
        ? el('input.field', {
            type: 'search',
            placeholder: t('filter'),
            'aria-label': t('filter'),
            oninput: (e) => filter(e.target.value.trim()),
          })
        : null,
      list,
    ),
  );
}

function articleReader({article, page, clippings = []}, n, contents, main, facts, desk = null) {
  const points = new CodePoints(article.text);
  const inspector = el('div.inspect', {hidden: true, 'aria-live': 'polite'});
  const pick = (spans) => {
    const s = spans[spans.length - 1];
    go(s.start, s.end, spans);
  };
  const text = articleText(article, points, pick, desk?.open);
  const raw = rawText(article, page);
  const pictures = clippingsOf(article, clippings);
  const columns = el('div', null, text);
  const titled = (article.blocks || []).some((b) => b.kind === 'headline') || !article.title;

  function go(start, end, spans = spansOf(article).filter((s) => s.start === start && s.end === end)) {
    selectIn(text, start, end);
    if (rawShown) raw.select(start, end);
    pictures.select(start, end);
    inspect(inspector, article, points, start, end, spans);
    if (desk) inspector.append(desk.inspect(spans));
    for (const button of facts.querySelectorAll('.fact'))
      button.setAttribute('aria-pressed', String(button.dataset.at === `${start}-${end}`));
    if (n !== null) history.replaceState(null, '', link(n, start, end));
    last = [start, end];
  }
  let last = null;

  // Beside the raw text there is no room for the contents.
  function layout() {
    text.className = ['text', ...[...layersOn].map((layer) => `on-${layer}`)].join(' ');
    const file = (article.source?.path ?? '').split(/[\\/]/).pop();
    const beside = [
      ...(clippingShown && clippings.length ? [el('p.raw-title', null, t('clipping.title', file)), pictures.root] : []),
      ...(rawShown ? [el('p.raw-title', null, t('raw.title', file)), raw.root] : []),
    ];
    columns.className = beside.length ? 'both' : '';
    columns.replaceChildren(text, ...(beside.length ? [el('div.beside', null, beside)] : []));
    main.parentElement?.classList.toggle('raw-on', beside.length > 0);
    if (last) selectIn(text, ...last);
    if (rawShown && last) raw.select(...last);
  }
  layout();
  main.append(
    el(
      'article.card.sheet',
      null,
      meta(article),
      tools(article, n, contents, layout, clippings.length > 0),
      titled ? null : el('h1.given', {lang: 'zh-CN'}, article.title),
      columns,
    ),
  );
  append(facts, [inspector, desk?.panel(text, points, go), factsOf(article, points, go)]);
  return {go};
}

function meta(a) {
  const by = (a.bylines || []).map((b) => [b.role, b.outlet, b.name].filter(Boolean).join(' ')).join('　');
  return el(
    'div.meta',
    null,
    [a.outlet, a.date, by, a.dateline?.place].filter(Boolean).map((x) => el('span', null, x)),
    a.id ? el('code.small', {title: t('article.id')}, a.id) : null,
    a.source?.path && a.source.path !== '-' ? el('span.small', null, `${t('article.source')} ${sourceOf(a)}`) : null,
    a.id ? citing(a) : null,
  );
}

function sourceOf({source}) {
  return source.record ? `${source.path}:${source.record}` : source.path;
}

// How to cite the article: a button that copies author, title, paper, date, id and address.
function citing(a) {
  const by = (a.bylines || []).map((b) => b.name).join('、');
  const parts = [by, a.title && `《${a.title}》`, a.outlet, a.date, a.id, /^https?:/.test(a.source?.path || '') ? a.source.path : ''];
  const said = el('span', {role: 'status'});
  const copy = async () => {
    const text = `${parts.filter(Boolean).join('，')}。`;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = ` ${t('copied')}`;
    } catch {
      said.textContent = ` ${text}`; // a page opened from a file may not be allowed to
    }
  };
  return el('span.small', null, el('button.chip', {type: 'button', onclick: copy}, t('cite')), said);
}

function tools(article, n, contents, layout, pictured) {
  const present = new Set(spansOf(article).map((s) => s.layer));
  const switches = LAYERS.filter((layer) => present.has(layer)).map((layer) => {
    const button = el(
      'button.chip.layer',
      {
        type: 'button',
        'data-layer': layer,
        'aria-pressed': layersOn.has(layer),
        onclick: () => {
          layersOn[layersOn.has(layer) ? 'delete' : 'add'](layer);
          button.setAttribute('aria-pressed', String(layersOn.has(layer)));
          layout();
        },
      },
      t(`layer.${layer}`),
    );
    button.style.setProperty('--tint', `var(${TINT[layer]})`);
    return button;
  });
  const toggle = (id, name, shown, flip) => {
    const button = el(
      name,
      {
        type: 'button',
        id,
        'aria-pressed': shown,
        onclick: () => {
          button.setAttribute('aria-pressed', String(flip()));
          layout();
        },
      },
      t(id),
    );
    return button;
  };
  const clipping = pictured
    ? toggle('clipping', 'button.chip.push', clippingShown, () => (clippingShown = !clippingShown))
    : null;
  const raw = toggle('raw', pictured ? 'button.chip' : 'button.chip.push', rawShown, () => (rawShown = !rawShown));
  const step = (to, sign, label) =>
    el('a.chip', {href: link(to), 'aria-label': t(label), hidden: to < 0 || to >= contents.length}, sign);
  const steps = n === null ? [] : [step(n - 1, '←', 'previous'), step(n + 1, '→', 'next')];
  return el('div.tools', null, switches, clipping, raw, steps);
}

function inspect(box, article, points, start, end, spans) {
  const raw = rawSpan(article.raw_map, start, end);
  box.hidden = false;
  box.replaceChildren(
    el('div', null, el('b', null, short(points.slice(start, end), 40))),
    ...spans.map((s) => el('div', null, `${t(`layer.${s.layer}`)}${s.about ? ` · ${s.about}` : ''}`)),
    el(
      'div.quiet',
      null,
      `${t('offsets')} `,
      el('code', null, `[${start}, ${end})`),
      ` · ${t('raw.offsets')} `,
      el('code', null, `[${raw[0]}, ${raw[1]})`),
    ),
  );
}
