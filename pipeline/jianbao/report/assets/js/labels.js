// Words of the page in two languages; labels.json holds pairs of English and Chinese.

const LABELS = JSON.parse($('labels').textContent);
let language = remembered('language') || (navigator.language.startsWith('zh') ? 'zh' : 'en');

// t('found', 3): the label in the language of the page. {0}, {1} are filled in; "one|many" is chosen by the
// first value; an unknown key is its own label, but one that ends with a dot (a missing kind) gives ''.
function t(key, ...values) {
  const pair = LABELS[key];
  if (key.endsWith('.')) return '';
  const forms = (pair ? pair[language === 'zh' ? 1 : 0] : key.split('.').pop()).split('|');
  const text = forms[values[0] === '1' ? 0 : forms.length - 1];
  return text.replace(/\{(\d)\}/g, (_, i) => values[i] ?? '');
}

function number(value) {
  return typeof value === 'number'
    ? value.toLocaleString('en-US', {maximumFractionDigits: 4})
    : String(value ?? '');
}

// What is remembered between visits; a page opened from a file may not be allowed to.
function remembered(name) {
  try {
    return localStorage.getItem(`jianbao.${name}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`jianbao.${name}`, value);
  } catch {
    /* then not */
  }
}
