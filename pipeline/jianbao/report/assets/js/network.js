// Who appears with whom: a drawing that was laid out when the report was made.

const COMMUNITY = ['--seal', '--org', '--loc', '--time', '--figure', '--point', '--theme', '--quote'];
const NET_BOX = [0, 0, 1600, 1000],
  NET_FEW = 24;
let networkKind = 'together';

VIEWS.network = async (root) => {
  const v = await store.view('network');
  const stage = el('div'),
    aside = el('div.card', {'aria-live': 'polite'});
  const draw = () => {
    const graph = v[networkKind];
    aside.replaceChildren(
      el('p.quiet', null, t(graph.directed ? 'network.said.about' : 'network.together.about')),
      el(
        'p.small.quiet',
        null,
        t('network.size', graph.nodes.length, number(graph.total.nodes), number(graph.total.edges)),
      ),
    );
    stage.replaceChildren(
      graph.nodes.length ? netDrawing(graph, (i) => netAside(aside, graph, i)) : nothing('network'),
    );
  };
  const switches = ['together', 'said'].map((kind) =>
    el(
      'button.chip',
      {
        type: 'button',
        'data-kind': kind,
        'aria-pressed': kind === networkKind,
        onclick: () => {
          networkKind = kind;
          for (const b of switches) b.setAttribute('aria-pressed', String(b.dataset.kind === kind));
          draw();
        },
      },
      t(`network.${kind}`),
    ),
  );
  draw();
  append(root, [el('div.tools', null, switches), el('div.stack', null, stage, aside)]);
};

// On a narrow screen the heaviest few, upright and in larger type.
function fitted(graph) {
  if (innerWidth >= 600) return {...graph, box: NET_BOX, type: 1};
  const nodes = graph.nodes
    .slice(0, NET_FEW)
    .map(([name, kind, weight, community, x, y]) => [name, kind, weight, community, 100 + y * 0.8, x]);
  return {
    ...graph,
    nodes,
    edges: graph.edges.filter(([a, b]) => a < NET_FEW && b < NET_FEW),
    box: [0, 0, 1000, 1600],
    type: 2,
  };
}

function netDrawing(whole, onpick) {
  const graph = fitted(whole);
  const most = Math.max(...graph.nodes.map((node) => node[2]), 1);
  const radius = (weight) => 6 + 14 * Math.sqrt(weight / most);
  const picture = svg('svg.net', {viewBox: graph.box.join(' '), role: 'group', 'aria-label': t('network')});
  const lines = graph.edges.map(([a, b, weight]) => {
    const [from, to] = [graph.nodes[a], graph.nodes[b]];
    const line = svg('line', {x1: from[4], y1: from[5], x2: to[4], y2: to[5], 'data-a': a, 'data-b': b});
    line.style.strokeWidth = `${Math.min(6, 0.8 + Math.log2(1 + weight))}px`;
    return line;
  });
  const nodes = graph.nodes.map(([name, kind, weight, community, x, y], i) => {
    const circle = svg('circle', {r: radius(weight)});
    circle.style.fill = `var(${COMMUNITY[Math.max(0, community) % COMMUNITY.length]})`;
    const label = svg(
      'text',
      {
        y: -radius(weight) - 5,
        'text-anchor': 'middle',
        'font-size': graph.type * (15 + 6 * Math.sqrt(weight / most)),
      },
      short(name, graph.type > 1 ? 9 : 14),
    );
    const pick = () => {
      choose(picture, i);
      onpick(i);
    };
    return svg(
      'g.node',
      {
        transform: `translate(${x} ${y})`,
        tabindex: 0,
        role: 'button',
        'aria-label': name,
        'data-n': i,
        onclick: pick,
        onkeydown: (e) => {
          if (e.key === 'Enter' || e.key === ' ') {
            e.preventDefault();
            pick();
          }
        },
      },
      svg('title', null, `${name} · ${weight}`),
      circle,
      label,
    );
  });
  append(picture, [lines, nodes]);
  movable(picture, graph.box);
  return picture;
}

function choose(picture, i) {
  picture.classList.add('chosen');
  const near = new Set([String(i)]);
  for (const line of picture.querySelectorAll('line')) {
    const on = line.dataset.a === String(i) || line.dataset.b === String(i);
    line.classList.toggle('near', on);
    if (on) near.add(line.dataset.a).add(line.dataset.b);
  }
  for (const node of picture.querySelectorAll('.node'))
    node.classList.toggle('near', near.has(node.dataset.n));
}

function netAside(aside, graph, i) {
  const name = graph.nodes[i][0];
  const ties = graph.edges
    .filter(([a, b]) => a === i || b === i)
    .map(([a, b, weight]) => [graph.nodes[a === i ? b : a][0], weight, a === i ? '→' : '←']);
  aside.replaceChildren(
    el('h2', null, el('a', {href: `#/search/${encodeURIComponent(name)}`}, name)),
    el(
      'p',
      null,
      ties.map(([other, weight, arrow]) =>
        el(
          'a.chip',
          {href: `#/search/${encodeURIComponent(`${name} ${other}`)}`},
          graph.directed ? `${arrow} ` : '',
          other,
          ` ${weight}`,
        ),
      ),
    ),
  );
}

// Drag to move, wheel to zoom.
function movable(picture, whole) {
  let box = whole,
    from = null;
  const show = () => picture.setAttribute('viewBox', box.join(' '));
  picture.addEventListener(
    'wheel',
    (e) => {
      e.preventDefault();
      const factor = e.deltaY > 0 ? 1.15 : 1 / 1.15;
      const wide = Math.min(2400, Math.max(240, box[2] * factor)),
        high = (wide * whole[3]) / whole[2];
      box = [box[0] + (box[2] - wide) / 2, box[1] + (box[3] - high) / 2, wide, high];
      show();
    },
    {passive: false},
  );
  picture.addEventListener('pointerdown', (e) => {
    from = [e.clientX, e.clientY];
  });
  addEventListener('pointerup', () => {
    from = null;
  });
  picture.addEventListener('pointermove', (e) => {
    if (!from || !e.buttons) return;
    const scale = Math.max(box[2] / picture.clientWidth, box[3] / picture.clientHeight);
    box = [box[0] - (e.clientX - from[0]) * scale, box[1] - (e.clientY - from[1]) * scale, box[2], box[3]];
    from = [e.clientX, e.clientY];
    show();
  });
}
