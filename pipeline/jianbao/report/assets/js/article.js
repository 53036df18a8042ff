// One article as a reader sees it: headline, paragraphs, marks; and the page as it was read beside it.

function articleText(article, points, onpick, keys = false) {
  const spans = spansOf(article);
  const sentences = article.sentences || [];
  const blocks = article.blocks?.length
    ? article.blocks
    : [{kind: 'paragraph', start: 0, end: points.length}];
  const root = el('div.text', {lang: 'zh-CN'});
  for (const block of blocks) {
    const tag = block.kind === 'headline' ? 'h1' : block.kind === 'subhead' ? 'h2' : 'p';
    const element = el(`${tag}.${block.kind}`);
    for (const segment of segments(block.start, block.end, spans, sentences)) {
      element.append(segmentElement(points, segment, onpick, keys));
    }
    root.append(element);
  }
  return root;
}

// The page as it was read; what belongs to this article stands out.
function rawText(article, page) {
  const points = new CodePoints(page);
  const [from, to] = rawSpan(article.raw_map, 0, new CodePoints(article.text).length);
  const root = el('div.raw', {lang: 'zh-CN', tabindex: 0});
  const draw = (hitFrom, hitTo) => {
    const inner =
      hitTo > hitFrom
        ? [
            points.slice(from, hitFrom),
            el('span.hit', {'data-raw': `${hitFrom}-${hitTo}`}, points.slice(hitFrom, hitTo)),
            points.slice(hitTo, Math.max(to, hitTo)),
          ]
        : [points.slice(from, to)];
    root.replaceChildren(
      points.slice(0, from),
      el('span.own', null, ...inner),
      points.slice(Math.max(to, hitTo)),
    );
    const shown = root.querySelector('.hit') || root.querySelector('.own');
    // scrolls only this element: the window follows the text
    root.scrollTop = shown.offsetTop - root.clientHeight / 3;
  };
  draw(0, 0);
  return {root, select: (start, end) => draw(...rawSpan(article.raw_map, start, end))};
}

// The pictures of an article on its pages; the lines that a span stands in are shown on them.
function clippingsOf(article, clippings) {
  const root = el('div.clippings');
  const drawn = clippings.map(({page, box, jpeg}) => {
    const node = el('figure.clipping', null, el('img', {src: `data:image/jpeg;base64,${jpeg}`, alt: ''}));
    root.append(node);
    return {page, box, node};
  });
  const select = (start, end) => {
    for (const {page, box, node} of drawn) {
      node.querySelectorAll('.place').forEach((place) => place.remove());
      const [left, top, right, bottom] = box;
      const share = (value, from, to) => `${(100 * (value - from)) / (to - from)}%`;
      for (const [from, to, , place, number = 1] of article.printed || []) {
        if (number !== page || from >= end || to <= start) continue;
        const shown = el('div.place');
        shown.style.setProperty('left', share(place[0], left, right));
        shown.style.setProperty('top', share(place[1], top, bottom));
        shown.style.setProperty('width', share(place[2] - place[0], 0, right - left));
        shown.style.setProperty('height', share(place[3] - place[1], 0, bottom - top));
        node.append(shown);
      }
    }
  };
  return {root, select};
}

// Show where start:end stands: its segments, and the sentence around them.
function selectIn(root, start, end) {
  root
    .querySelectorAll('.hit, .sentence-hit')
    .forEach((node) => node.classList.remove('hit', 'sentence-hit'));
  const pieces = [...root.querySelectorAll('[data-at]')];
  const hits = pieces.filter((p) => Number(p.dataset.at) < end && Number(p.dataset.to) > start);
  const sentences = new Set(hits.map((p) => p.dataset.sentence).filter((s) => s !== '-1'));
  for (const p of pieces) if (sentences.has(p.dataset.sentence)) p.classList.add('sentence-hit');
  for (const p of hits) p.classList.add('hit');
  hits[0]?.scrollIntoView({block: 'center'});
}
