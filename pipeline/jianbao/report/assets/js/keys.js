// Keys: search, next and previous, tabs, theme, language, help.

const KEYS = [
  ['/', 'key.search'],
  ['j k', 'key.articles'],
  ['1 … 0', 'key.tabs'],
  ['← →', 'key.arrows'],
  ['r', 'key.raw'],
  ['t', 'key.theme'],
  ['l', 'key.language'],
  ['?', 'key.help'],
  ['Esc', 'key.close'],
];

const ACTIONS = {
  '/': () => {
    $('query').focus();
    $('query').select();
  },
  j: () => stepArticle(1),
  k: () => stepArticle(-1),
  r: () => $('raw')?.click(),
  t: nextTheme,
  l: nextLanguage,
  '?': showHelp,
};

const EDIT_KEYS = [
  ['a', 'key.accept'],
  ['x', 'key.reject'],
  ['n', 'key.next'],
  ['u', 'key.undo'],
];
if (boot.edit) {
  KEYS.splice(5, 0, ...EDIT_KEYS);
  for (const [key, label] of EDIT_KEYS)
    ACTIONS[key] = () => document.querySelector(`[data-key="${label}"]`)?.click();
}

function onKey(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === 'Escape' && typing) return event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9]$/.test(event.key)) return goTab(boot.tabs[(Number(event.key) + 9) % 10]);
  if (event.target.getAttribute('role') === 'tab' && /^Arrow(Left|Right)$/.test(event.key))
    return arrowTab(event);
  if (!ACTIONS[event.key]) return;
  event.preventDefault();
  ACTIONS[event.key]();
}

function goTab(tab) {
  if (tab) location.hash = `#/${tab}`;
}

function arrowTab(event) {
  const tabs = [...$('tabs').children];
  const to = (tabs.indexOf(event.target) + (event.key === 'ArrowRight' ? 1 : tabs.length - 1)) % tabs.length;
  event.preventDefault();
  tabs[to].tabIndex = 0;
  tabs[to].focus();
  goTab(tabs[to].dataset.tab);
}

function stepArticle(step) {
  const reading = /^#\/page(?:\/(\d+))?/.exec(location.hash);
  const n = reading ? Number(reading[1] ?? 0) + step : 0;
  if (n >= 0 && n < boot.articles) location.hash = link(n);
}

function showHelp() {
  const dialog = $('keys');
  dialog.replaceChildren(
    el('h2', null, t('keys')),
    el(
      'dl.key',
      null,
      KEYS.flatMap(([key, label]) => [el('dt', null, el('kbd', null, key)), el('dd', null, t(label))]),
    ),
    el('form', {method: 'dialog'}, el('button.more', null, t('close'))),
  );
  dialog.querySelector('form').addEventListener('submit', (e) => {
    e.preventDefault();
    dialog.close();
  });
  dialog.showModal();
}

// Light, dark, or as the system has it.
function nextTheme() {
  setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
  remember('theme', document.documentElement.dataset.theme);
  show();
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  $('theme').textContent = theme === 'dark' ? '☀' : '☾';
}

function nextLanguage() {
  language = language === 'zh' ? 'en' : 'zh';
  remember('language', language);
  drawFrame();
  show();
}
