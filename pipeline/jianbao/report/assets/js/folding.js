// One form for all spellings, character for character: width, case, traditional and simplified.

let folding = null;

async function loadFolding() {
  if (folding) return;
  const [from, to] = await store.block('folding');
  const made = new Map();
  for (let i = 0; i < from.length; i++) made.set(from[i], to[i]);
  folding = made;
}

function folded(text) {
  let out = '';
  for (let i = 0; i < text.length; i++) out += folding.get(text[i]) ?? text[i];
  return out;
}
