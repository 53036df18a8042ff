// Corrections of an article, where the server takes them: accept, reject, change, add, undo; all by keyboard too.

const ENTITY_LABELS = ['PER', 'LOC', 'ORG', 'TIME'];

function keptToken() {
  try {
    return sessionStorage.getItem('jianbao.token') || '';
  } catch {
    return '';
  }
}

// What belongs to corrections of one article; null where its page knows of none. `redrawn` shows the changed article.
function correctionDesk(found, n, redrawn) {
  const state = found.corrections;
  if (!state) return null;
  const {article} = found;
  const open = Boolean(boot.edit);
  const status = el('p.small', {role: 'status', id: 'correction-status'});
  const same = (a, b) => a.start === b.start && a.end === b.end && a.label === b.label && a.note === b.note;
  const marks = spansOf(article)
    .filter((s) => s.mark)
    .map((s) => ({...s.mark, start: s.start, end: s.end}))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const done = (m) =>
    m.theme ? state.themes.includes(m.theme) : state.settled.some((s) => same({note: '', ...s}, m));
  const named = ({start, end, label, note}) => ({start, end, label, note});
  let last = 0;

  async function send(edits, span) {
    try {
      const changed = await store.correct(n, state.revision, edits);
      redrawn({...found, ...changed, page: found.page, said: edits ? 'correction.saved' : 'correction.undone'}, span);
    } catch (error) {
      status.textContent = String(error.message);
      status.scrollIntoView({block: 'nearest'});
    }
  }

  // The next mark after an offset that nobody has confirmed yet.
  function nextOpen(after) {
    const waiting = marks.filter((m) => !m.theme && !done(m));
    const next = waiting.find((m) => m.start > after) || waiting[0];
    return next ? [next.start, next.end] : null;
  }

  // Where the correction that is undone next was made.
  function lastPlace() {
    const edits = state.standing.length ? state.standing[state.standing.length - 1].edits : [];
    const mark = edits.map((e) => e.before || e.after).find(Boolean);
    return mark ? [mark.start, mark.end] : null;
  }

  const button = (label, action, key = null) =>
    el('button.chip', {type: 'button', 'data-key': key, onclick: action}, t(label), key && keyOf(key));

  function keyOf(label) {
    return el('kbd', {'aria-hidden': 'true'}, EDIT_KEYS.find(([, name]) => name === label)[0]);
  }

  // The tools for what is selected in the text.
  function inspect(spans) {
    const chosen = spans.filter((s) => s.mark).map((s) => ({...s.mark, start: s.start, end: s.end}));
    if (chosen.length) last = chosen[chosen.length - 1].start;
    return el('div.corrections', null, open ? chosen.reverse().map((m, i) => toolsOf(m, i === 0)) : []);
  }

  function toolsOf(mark, first) {
    const edit = (action) =>
      mark.theme ? {action, theme: mark.theme} : {action, before: named(mark)};
    const next = nextOpen(mark.start);
    const title = mark.theme ? `${t('layer.keyword')} · ${mark.theme}` : t(`mark.${mark.label}`);
    return el('fieldset', null,
      el('legend', null, `${title}${done(mark) ? ` ✓ ${t('correction.settled')}` : ''}`),
      button('correction.accept', () => send([edit('accept')], next), first ? 'key.accept' : null),
      button('correction.reject', () => send([edit('reject')], next), first ? 'key.reject' : null),
      mark.theme ? null : changesOf(mark));
  }

  function changesOf(mark) {
    const change = (after) => send([{action: 'change', before: named(mark), after: {...named(mark), ...after}}],
      [after.start ?? mark.start, after.end ?? mark.end]);
    const edge = (label, after) => button(label, () => change(after));
    const type = ENTITY_LABELS.includes(mark.label)
      ? el('select.chip', {'aria-label': t('correction.type'), onchange: (e) => change({label: e.target.value})},
          ENTITY_LABELS.map((l) => el('option', {value: l, selected: l === mark.label}, t(`mark.${l}`))))
      : noteField(mark.label, mark.note, (note) => change({note}));
    return el('div', null, type, el('div', {role: 'group', 'aria-label': t('correction.edges')},
      edge('correction.start.earlier', {start: mark.start - 1}), edge('correction.start.later', {start: mark.start + 1}),
      edge('correction.end.earlier', {end: mark.end - 1}), edge('correction.end.later', {end: mark.end + 1})));
  }

  function noteField(label, note, save) {
    const words = t(label === 'POST' ? 'correction.holder' : 'correction.speaker');
    const field = el('input.field', {value: note, 'aria-label': words, placeholder: words, list: 'people-named', maxlength: 100});
    return el('form.row', {onsubmit: (e) => { e.preventDefault(); save(field.value.trim()); }},
      field, el('button.chip', null, t('correction.set')),
      label === 'QUOTE' && note ? button('correction.clear', () => save('')) : null);
  }

  // Where words stand that are to be marked: the selected ones, or else the next that are like them.
  function placeOf(words, text, points) {
    const selection = getSelection();
    if (selection.rangeCount && text.contains(selection.anchorNode) && String(selection).trim() === words) {
      const range = selection.getRangeAt(0);
      const piece = range.startContainer.parentElement.closest('[data-at]');
      if (piece) {
        const inside = range.startContainer.textContent.slice(0, range.startOffset);
        const lead = String(selection).length - String(selection).trimStart().length;
        return Number(piece.dataset.at) + new CodePoints(inside).length + lead;
      }
    }
    const plain = points.text;
    const from = points.slice(0, last).length;
    const at = plain.indexOf(words, from) < 0 ? plain.indexOf(words) : plain.indexOf(words, from);
    return at < 0 ? -1 : points.at(at);
  }

  function addForm(text, points) {
    const words = el('input.field', {id: 'add-words', 'aria-label': t('correction.words'), placeholder: t('correction.words'), maxlength: 2000});
    const label = el('select.chip', {id: 'add-label', 'aria-label': t('correction.type'), onchange: () => { note.hidden = !['POST', 'QUOTE'].includes(label.value); }},
      [...ENTITY_LABELS, 'POST', 'QUOTE', 'THEME'].map((l) => el('option', {value: l}, t(`mark.${l}`))));
    const note = el('input.field', {id: 'add-note', hidden: true, 'aria-label': t('correction.person'), placeholder: t('correction.person'), list: 'people-named', maxlength: 100});
    text.addEventListener('mouseup', () => {
      const chosen = String(getSelection()).trim();
      if (chosen) words.value = chosen;
    });
    const add = () => {
      const said = words.value.trim();
      if (!said) return;
      if (label.value === 'THEME') return send([{action: 'add', theme: said}], null);
      const start = placeOf(said, text, points);
      if (start < 0) return (status.textContent = t('correction.absent', said));
      const end = start + new CodePoints(said).length;
      send([{action: 'add', after: {start, end, label: label.value, note: note.hidden ? '' : note.value.trim()}}], [start, end]);
    };
    return el('form.row', {id: 'add-mark', onsubmit: (e) => { e.preventDefault(); add(); }},
      words, label, note, el('button.chip', null, t('correction.add')));
  }

  // What stands above the facts: how many corrections, undo, what to add, and every mark in order.
  function panel(text, points, go) {
    for (const m of state.settled)
      for (const piece of text.querySelectorAll(`[data-at="${m.start}"]`)) piece.classList.add('settled');
    const count = t('corrections.n', number(state.standing.length));
    const notes = state.stale.map(({reason}) => el('p.note.small', null, t('correction.stale', reason)));
    if (!open) return state.standing.length ? el('section.desk', null, el('p.tag', null, count), notes) : null;
    return el('section.desk', {'aria-label': t('corrections')}, el('h2', null, t('corrections')),
      el('p', null, el('span.small.quiet', null, count, ' '), state.checked ? el('span.tag', null, `✓ ${t('correction.checked')}`) : null),
      notes,
      el('div', null,
        button('correction.undo', () => send(null, lastPlace()), 'key.undo'),
        button('correction.next', () => { const next = nextOpen(last); if (next) go(...next); }, 'key.next'),
        state.checked ? null : button('correction.check', () => send([{action: 'check'}], null))),
      status, addForm(text, points), settingsOf(),
      el('datalist', {id: 'people-named'}, (article.persons || []).map((p) => el('option', {value: p.name}))),
      el('details', null, el('summary', null, t('correction.marks', number(marks.length))),
        marks.map((m) => el('button.fact', {type: 'button', 'data-at': `${m.start}-${m.end}`, 'aria-pressed': 'false', onclick: () => go(m.start, m.end)},
          el('b', null, short(points.slice(m.start, m.end), 24)), ` ${m.theme ? t('layer.keyword') : t(`mark.${m.label}`)}${done(m) ? ' ✓' : ''}`))));
  }

  function settingsOf() {
    const field = (name, type, value, save) => el('input.field', {type, value, 'aria-label': t(name), placeholder: t(name), autocomplete: 'off', maxlength: 100, onchange: (e) => save(e.target.value.trim())});
    return el('div', null,
      field('correction.who', 'text', remembered('who') || '', (name) => remember('who', name)),
      boot.token ? field('correction.token', 'password', keptToken(), (token) => sessionStorage.setItem('jianbao.token', token)) : null);
  }

  function ready() {
    status.textContent = found.said ? t(found.said) : '';
    (document.querySelector('.text mark.hit[tabindex]') || $('view')).focus({preventScroll: true});
  }

  return {open, inspect, panel, ready};
}
