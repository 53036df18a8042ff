// What all views share: each registers itself by the name of its tab, and citations name their article.

const VIEWS = {}; // name: async (root, rest of the address) => draws into root
let titles = []; // a row of the contents per article: [id, title, date, outlet, ...]; set by the router
