// Offsets count code points, as in Python; JavaScript counts UTF-16 units. They differ after rare characters.

class CodePoints {
  constructor(text) {
    this.text = text;
    this.points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
    this.length = this.points ? this.points.length : text.length;
  }

  slice(start, end) {
    return this.points ? this.points.slice(start, end).join('') : this.text.slice(start, end);
  }

  // The offset in code points of a place that was found in UTF-16 units.
  at(unit) {
    return this.points ? Array.from(this.text.slice(0, unit)).length : unit;
  }
}

// The place of the last item of a sorted list that is not greater than `value`; -1 where all are.
function lastNotAbove(list, value, read = (item) => item) {
  let low = 0,
    high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (read(list[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// The span of the page as it was read that a span of the mended text came from.
function rawSpan(map, start, end) {
  const one = (offset) => {
    const i = lastNotAbove(map.clean, offset);
    return i < 0 ? offset : map.raw[i] + offset - map.clean[i];
  };
  return end > start ? [one(start), one(end - 1) + 1] : [one(start), one(start)];
}
