// Citations: a few words around a fact, linked to its sentence in the article.

function link(n, start, end) {
  return start === undefined ? `#/page/${n}` : `#/page/${n}/${start}-${end}`;
}

function citation([n, start, end, before, text, after], {source = true} = {}) {
  const where = titles[n] ? [titles[n][2], titles[n][1]].filter(Boolean).join(' ') : '';
  return el(
    'a.cite',
    {class: Array.from(text).length > 40 ? 'long' : '', href: link(n, start, end), title: where},
    before.replace(/\n/g, ' '),
    el('mark', null, text.replace(/\n/g, ' ')),
    after.replace(/\n/g, ' '),
    source && titles.length > 1 && where ? el('small', null, ' ', short(where, 26)) : null,
  );
}

function short(text, most) {
  const points = Array.from(text);
  return points.length > most ? `${points.slice(0, most).join('')}…` : text;
}

// "1,000 of 20,000 are shown" where a list was cut.
function cutNote({rows, total}) {
  return rows.length < total ? el('p.note.small', null, t('cut', number(rows.length), number(total))) : null;
}

function nothing(layer) {
  return el('p.quiet', null, t('nothing', t(layer)));
}
