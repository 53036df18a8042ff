// Elements made without markup: text from a paper only ever becomes a text node.

const SVG = 'http://www.w3.org/2000/svg';

// el('p.quiet', {title: 'x', onclick: f}, 'text', other, null): strings become text, null is passed over.
function el(name, attributes, ...children) {
  return filled(document.createElement(name.split('.')[0]), name, attributes, children);
}

function svg(name, attributes, ...children) {
  return filled(document.createElementNS(SVG, name.split('.')[0]), name, attributes, children);
}

function filled(node, name, attributes, children) {
  const classes = name.split('.').slice(1);
  if (classes.length) node.setAttribute('class', classes.join(' '));
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || (value === false && !key.startsWith('aria-'))) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key === 'class') value && node.setAttribute('class', [...classes, value].join(' '));
    else node.setAttribute(key, value === true && !key.startsWith('aria-') ? '' : String(value));
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false)
      node.append(child instanceof Node ? child : String(child));
  }
}

function $(id) {
  return document.getElementById(id);
}

// A list that shows `step` items and grows on demand: ten thousand rows never stand in the page at once.
function paged(container, items, draw, step = 100) {
  let shown = 0;
  const more = el('button.more', {type: 'button', onclick: grow});
  function grow() {
    const next = items.slice(shown, shown + step);
    next.forEach((item, i) => container.insertBefore(draw(item, shown + i), more));
    shown += next.length;
    more.hidden = shown >= items.length;
    more.textContent = t('more', number(items.length - shown));
  }
  container.append(more);
  grow();
  return container;
}

// Wait until typing pauses.
function calmly(action, wait = 160) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
}
