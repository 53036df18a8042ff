// Charts by Vega in the colours of the page. Its expressions are interpreted, never compiled: no eval.

async function chart(container, made) {
  const box = el('div.chart', {role: 'img', 'aria-label': t(`chart.title.${made.name}`)});
  container.append(box);
  const spec = JSON.parse(JSON.stringify(made.spec), (_, value) =>
    typeof value === 'string' && value.startsWith('@') ? t(value.slice(1)) : value,
  );
  await vegaEmbed(box, spec, {
    ast: true,
    actions: false,
    renderer: 'svg',
    defaultStyle: false,
    tooltip: showTooltip,
    config: chartConfig(),
    logLevel: 1,
  });
}

// A card with one chart, drawn once it is in the page: its width is that of the card.
function chartCard(made) {
  const card = el('section.card', null, el('h2', null, t(`chart.title.${made.name}`)));
  requestAnimationFrame(() => card.isConnected && chart(card, made));
  return card;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const SERIES = ['--seal', '--org', '--loc', '--figure', '--time', '--point', '--theme', '--quote'];

function chartConfig() {
  const font = getComputedStyle(document.body).fontFamily;
  const [ink, soft, line] = ['--ink', '--soft', '--line'].map(colour);
  return {
    background: 'transparent',
    font,
    view: {stroke: null},
    range: {category: SERIES.map(colour)},
    bar: {fill: colour('--seal')},
    line: {stroke: colour('--seal')},
    axis: {
      labelColor: ink,
      titleColor: soft,
      gridColor: line,
      domainColor: line,
      tickColor: line,
      labelFontSize: 12.5,
      titleFontSize: 12,
      titleFontWeight: 'normal',
      labelLimit: 220,
    },
    axisY: {domain: false, ticks: false, labelPadding: 6},
    axisX: {gridDash: [2, 3]},
    legend: {labelColor: ink, titleColor: soft, labelFontSize: 12.5, labelLimit: 320},
  };
}

function showTooltip(_handler, event, _item, value) {
  const box = $('tooltip');
  box.hidden = !value;
  if (!value) return;
  const rows = typeof value === 'object' ? Object.entries(value) : [['', value]];
  box.replaceChildren(...rows.map(([name, what]) => el('div', null, name ? `${name}: ` : '', String(what))));
  box.style.left = `${Math.min(event.clientX + 14, innerWidth - box.offsetWidth - 8)}px`;
  box.style.top = `${event.clientY + 14}px`;
}

// The one HTML string that Vega sets is the empty one; nothing else becomes markup.
if (window.trustedTypes && trustedTypes.createPolicy) {
  trustedTypes.createPolicy('default', {
    createHTML: (text) => {
      if (text === '') return text;
      throw new TypeError('this page makes no HTML out of strings');
    },
  });
}
