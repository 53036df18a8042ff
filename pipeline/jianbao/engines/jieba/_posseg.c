/* jieba.posseg's cut in C: the same words and tags, float for float.
 *
 * A trie holds the prefix dictionary. Every step of it is one entry of an open-addressing hash table whose key is
 * (parent node, character), so that a look-up is exact. A sentence is cut by the best route through its words; runs
 * of single characters go through the hidden Markov model (Viterbi over 256 states of position and tag). Sums are made
 * in the order of jieba's Python code, and ties go to the greater item, as Python's max over tuples decides.
 *
 * Only the stable ABI of Python 3.11 is used. Algorithm and tables: jieba 0.42.1 (MIT). */

#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MIN_FLOAT -3.14e100
#define MAX_STATES 256
#define NO_TAG 0xffff
#define ROOT 0
#define NONE -1

typedef struct {
    uint64_t *keys; /* (node << 21 | character) + 1; 0 is an empty slot */
    int32_t *children;
    size_t slots, used;
    int64_t *freqs; /* of each node; 0 for a prefix that is no word */
    double *logs;   /* log(freq or 1) */
    uint16_t *tags; /* NO_TAG where the dictionary gives none */
    int32_t nodes, room;
    double log_total;
} Trie;

typedef struct {
    int32_t count; /* states; sorted as (position, tag), so that a greater index is a greater tuple */
    uint8_t position[MAX_STATES]; /* 'B', 'E', 'M', 'S' */
    uint16_t tag[MAX_STATES];
    uint8_t leads[MAX_STATES]; /* has any transition */
    double start[MAX_STATES];
    double *trans; /* [from][to], -inf where there is none */
    uint8_t *linked; /* [from][to], is there a transition */
    int32_t *states_at;   /* [char - base], first of its allowed states; [n + 1] */
    uint8_t *states;
    int32_t *emits_at;    /* [char - base], first of its emissions; [n + 1] */
    uint8_t *emit_states;
    double *emits;
    uint32_t base, size;
} Hmm;

typedef struct {
    PyObject_HEAD
    Trie trie;
    Hmm hmm;
    PyObject *names; /* list of tags as str; index is the tag's number */
    uint16_t tag_x, tag_m, tag_eng;
} Tagger;

/* ---- the trie ---- */

static size_t slot_of(const Trie *t, uint64_t key)
{
    uint64_t h = key * 0x9E3779B97F4A7C15ull;
    size_t at = (size_t)(h >> 20) & (t->slots - 1);
    while (t->keys[at] && t->keys[at] != key)
        at = (at + 1) & (t->slots - 1);
    return at;
}

static uint64_t key_of(int32_t node, uint32_t c) { return ((uint64_t)node << 21 | c) + 1; }

static int32_t child(const Trie *t, int32_t node, uint32_t c)
{
    size_t at = slot_of(t, key_of(node, c));
    return t->keys[at] ? t->children[at] : NONE;
}

static int widen_slots(Trie *t)
{
    size_t old = t->slots;
    uint64_t *keys = t->keys;
    int32_t *children = t->children;
    t->slots = old * 2;
    t->keys = calloc(t->slots, sizeof *t->keys);
    t->children = malloc(t->slots * sizeof *t->children);
    if (!t->keys || !t->children) {
        free(t->keys);
        free(t->children);
        t->keys = keys, t->children = children, t->slots = old;
        return -1;
    }
    for (size_t i = 0; i < old; i++)
        if (keys[i]) {
            size_t at = slot_of(t, keys[i]);
            t->keys[at] = keys[i];
            t->children[at] = children[i];
        }
    free(keys);
    free(children);
    return 0;
}

static int more_nodes(Trie *t)
{
    int32_t room = t->room * 2;
    void *freqs = realloc(t->freqs, room * sizeof *t->freqs);
    if (freqs)
        t->freqs = freqs;
    void *logs = realloc(t->logs, room * sizeof *t->logs);
    if (logs)
        t->logs = logs;
    void *tags = realloc(t->tags, room * sizeof *t->tags);
    if (tags)
        t->tags = tags;
    if (!freqs || !logs || !tags)
        return -1;
    t->room = room;
    return 0;
}

static int32_t new_node(Trie *t)
{
    if (t->nodes == t->room && more_nodes(t) < 0)
        return NONE;
    t->freqs[t->nodes] = 0;
    t->logs[t->nodes] = 0.0;
    t->tags[t->nodes] = NO_TAG;
    return t->nodes++;
}

static int init_trie(Trie *t)
{
    t->slots = 1 << 20;
    t->room = 1 << 19;
    t->keys = calloc(t->slots, sizeof *t->keys);
    t->children = malloc(t->slots * sizeof *t->children);
    t->freqs = malloc(t->room * sizeof *t->freqs);
    t->logs = malloc(t->room * sizeof *t->logs);
    t->tags = malloc(t->room * sizeof *t->tags);
    if (!t->keys || !t->children || !t->freqs || !t->logs || !t->tags)
        return -1;
    return new_node(t) == ROOT ? 0 : -1;
}

/* The node of a word, made with all its prefixes; NONE where memory is short. */
static int32_t insert(Trie *t, const Py_UCS4 *word, Py_ssize_t length)
{
    int32_t node = ROOT;
    for (Py_ssize_t i = 0; i < length; i++) {
        size_t at = slot_of(t, key_of(node, word[i]));
        if (!t->keys[at]) {
            if (2 * ++t->used > t->slots) {
                if (widen_slots(t) < 0)
                    return NONE;
                at = slot_of(t, key_of(node, word[i]));
            }
            int32_t made = new_node(t);
            if (made == NONE)
                return NONE;
            t->keys[at] = key_of(node, word[i]);
            t->children[at] = made;
        }
        node = t->children[at];
    }
    return node;
}

static void set_freq(Trie *t, int32_t node, int64_t freq)
{
    t->freqs[node] = freq;
    t->logs[node] = log((double)(freq ? freq : 1));
}

/* ---- the hidden Markov model ---- */

/* The best state of each of n characters, as viterbi() of jieba.posseg; -1 where memory is short. Where no state
 * before leads anywhere, jieba fails; here all of them are tried. */
static int viterbi(const Hmm *m, const Py_UCS4 *text, Py_ssize_t n, uint8_t *route)
{
    int count = m->count;
    uint8_t *path = malloc((size_t)n * MAX_STATES);
    if (!path)
        return -1;
    double before[MAX_STATES] = {0}, now[MAX_STATES] = {0}, emit[MAX_STATES];
    uint8_t alive[MAX_STATES], prev[MAX_STATES], expected[MAX_STATES];
    int alive_count = 0;
    for (Py_ssize_t t = 0; t < n; t++) {
        uint32_t c = text[t] - m->base; /* wraps round for smaller ones */
        int known = c < m->size, states = 0;
        uint8_t at[MAX_STATES];
        for (int y = 0; y < count; y++)
            emit[y] = MIN_FLOAT;
        if (known)
            for (int32_t i = m->emits_at[c]; i < m->emits_at[c + 1]; i++)
                emit[m->emit_states[i]] = m->emits[i];
        int has_states = known && m->states_at[c] < m->states_at[c + 1];
        if (t == 0) {
            if (has_states)
                for (int32_t i = m->states_at[c]; i < m->states_at[c + 1]; i++)
                    at[states++] = m->states[i];
            else
                for (int y = 0; y < count; y++)
                    at[states++] = (uint8_t)y;
            for (int i = 0; i < states; i++)
                now[at[i]] = m->start[at[i]] + emit[at[i]];
        } else {
            int prevs = 0;
            for (int i = 0; i < alive_count; i++)
                if (m->leads[alive[i]])
                    prev[prevs++] = alive[i];
            if (!prevs)
                for (int i = 0; i < alive_count; i++)
                    prev[prevs++] = alive[i];
            memset(expected, 0, sizeof expected);
            for (int i = 0; i < prevs; i++) {
                const uint8_t *row = m->linked + prev[i] * MAX_STATES;
                for (int y = 0; y < count; y++)
                    expected[y] |= row[y];
            }
            if (has_states) {
                for (int32_t i = m->states_at[c]; i < m->states_at[c + 1]; i++)
                    if (expected[m->states[i]])
                        at[states++] = m->states[i];
            } else
                for (int y = 0; y < count; y++)
                    if (expected[y])
                        at[states++] = (uint8_t)y;
            if (!states)
                for (int y = 0; y < count; y++)
                    if (expected[y])
                        at[states++] = (uint8_t)y;
            if (!states)
                for (int y = 0; y < count; y++)
                    at[states++] = (uint8_t)y;
            for (int i = 0; i < states; i++) {
                int y = at[i];
                double best = 0.0;
                int from = NONE;
                for (int k = 0; k < prevs; k++) {
                    double score = before[prev[k]] + m->trans[prev[k] * MAX_STATES + y] + emit[y];
                    if (from == NONE || score > best || (score == best && prev[k] > from))
                        best = score, from = prev[k];
                }
                now[y] = best;
                path[t * MAX_STATES + y] = (uint8_t)from;
            }
        }
        memcpy(alive, at, states);
        alive_count = states;
        memcpy(before, now, sizeof before);
    }
    int state = alive[0];
    for (int i = 1; i < alive_count; i++)
        if (before[alive[i]] > before[state] || (before[alive[i]] == before[state] && alive[i] > state))
            state = alive[i];
    for (Py_ssize_t t = n - 1; t >= 0; t--) {
        route[t] = (uint8_t)state;
        if (t)
            state = path[t * MAX_STATES + state];
    }
    free(path);
    return 0;
}

/* ---- cutting ---- */

typedef struct {
    int32_t *ends;
    uint16_t *tags;
    Py_ssize_t count;
} Words; /* room for a word at every character */

static void put(Words *w, Py_ssize_t end, uint16_t tag)
{
    w->ends[w->count] = (int32_t)end;
    w->tags[w->count++] = tag;
}

static int is_han(Py_UCS4 c) { return c >= 0x4E00 && c <= 0x9FD5; }
static int is_digit(Py_UCS4 c) { return c >= '0' && c <= '9'; }
static int is_number(Py_UCS4 c) { return c == '.' || is_digit(c); }
static int is_latin(Py_UCS4 c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c); }
static int is_inner(Py_UCS4 c) { return is_han(c) || is_number(c) || is_latin(c) || c == '+' || c == '#' || c == '&' || c == '_'; }

static uint16_t tag_or_x(const Tagger *self, uint16_t tag) { return tag == NO_TAG ? self->tag_x : tag; }

static uint16_t tag_of_character(const Tagger *self, Py_UCS4 c)
{
    int32_t node = child(&self->trie, ROOT, c);
    return node == NONE ? self->tag_x : tag_or_x(self, self->trie.tags[node]);
}

/* A run of ideographs, by the model. */
static int cut_unknown(const Tagger *self, const Py_UCS4 *text, Py_ssize_t start, Py_ssize_t end, Words *words)
{
    Py_ssize_t n = end - start, next = 0;
    uint8_t *route = malloc(n);
    if (!route || viterbi(&self->hmm, text + start, n, route) < 0) {
        free(route);
        return -1;
    }
    for (Py_ssize_t i = 0; i < n; i++) {
        uint8_t position = self->hmm.position[route[i]];
        if (position == 'E' || position == 'S') {
            put(words, start + i + 1, self->hmm.tag[route[i]]);
            next = i + 1;
        }
    }
    if (next < n)
        put(words, end, self->hmm.tag[route[next]]);
    free(route);
    return 0;
}

/* What holds no ideograph: numbers, Latin words, and the rest between them. */
static void cut_signs(const Tagger *self, const Py_UCS4 *text, Py_ssize_t start, Py_ssize_t end, Words *words)
{
    for (Py_ssize_t i = start; i < end;) {
        if (is_number(text[i])) {
            while (i < end && is_number(text[i]))
                i++;
            put(words, i, self->tag_m);
        } else if (is_latin(text[i])) {
            while (i < end && is_latin(text[i]))
                i++;
            put(words, i, self->tag_eng);
        } else {
            while (i < end && !is_number(text[i]) && !is_latin(text[i]))
                i++;
            put(words, i, self->tag_x);
        }
    }
}

static int32_t find(const Trie *t, const Py_UCS4 *text, Py_ssize_t start, Py_ssize_t end)
{
    int32_t node = ROOT;
    for (Py_ssize_t i = start; i < end && node != NONE; i++)
        node = child(t, node, text[i]);
    return node;
}

/* Single characters that stand together: known ones as they are, else by the model. */
static int flush(const Tagger *self, const Py_UCS4 *text, Py_ssize_t start, Py_ssize_t end, Words *words)
{
    int32_t node = end - start > 1 ? find(&self->trie, text, start, end) : NONE;
    if (end - start == 1 || (node != NONE && self->trie.freqs[node])) {
        for (Py_ssize_t i = start; i < end; i++)
            put(words, i + 1, tag_of_character(self, text[i]));
        return 0;
    }
    for (Py_ssize_t i = start; i < end;) {
        Py_ssize_t from = i;
        int han = is_han(text[i]);
        while (i < end && is_han(text[i]) == han)
            i++;
        if (!han)
            cut_signs(self, text, from, i, words);
        else if (cut_unknown(self, text, from, i, words) < 0)
            return -1;
    }
    return 0;
}

/* The best route: of each place the end of the word that begins there. */
static int best_route(const Trie *t, const Py_UCS4 *text, Py_ssize_t start, Py_ssize_t end, int32_t *next, double *score)
{
    score[end - start] = 0.0;
    for (Py_ssize_t k = end - 1; k >= start; k--) {
        int32_t node = ROOT, last = NONE;
        double best = 0.0;
        for (Py_ssize_t i = k; i < end; i++) {
            node = child(t, node, text[i]);
            if (node == NONE)
                break;
            if (!t->freqs[node])
                continue;
            double here = t->logs[node] - t->log_total + score[i + 1 - start];
            if (last == NONE || here >= best) /* i grows, so a tie goes to the longer word */
                best = here, last = (int32_t)(i + 1);
        }
        if (last == NONE) { /* no word begins here: the character alone, with the logarithm of 1 */
            best = 0.0 - t->log_total + score[k + 1 - start];
            last = (int32_t)(k + 1);
        }
        score[k - start] = best;
        next[k - start] = last;
    }
    return 0;
}

static int cut_block(const Tagger *self, const Py_UCS4 *text, Py_ssize_t start, Py_ssize_t end, int hmm,
                     int32_t *next, double *score, Words *words)
{
    best_route(&self->trie, text, start, end, next, score);
    Py_ssize_t buffer = start, x = start;
    while (x < end) {
        Py_ssize_t y = next[x - start];
        int held = y - x == 1 && (hmm || is_latin(text[x]));
        if (!held) {
            if (buffer < x) {
                if (!hmm)
                    put(words, x, self->tag_eng);
                else if (flush(self, text, buffer, x, words) < 0)
                    return -1;
            }
            int32_t node = find(&self->trie, text, x, y);
            put(words, y, node == NONE ? self->tag_x : tag_or_x(self, self->trie.tags[node]));
            buffer = y;
        }
        x = y;
    }
    if (buffer < end) {
        if (!hmm)
            put(words, end, self->tag_eng);
        else
            return flush(self, text, buffer, end, words);
    }
    return 0;
}

static int is_blank(Py_UCS4 c) /* as str.isspace */
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Words of the whole text as three lists; blanks are in none. */
static PyObject *as_lists(const Tagger *self, const Py_UCS4 *text, const Words *words)
{
    PyObject *starts = PyList_New(0), *ends = PyList_New(0), *tags = PyList_New(0), *out = NULL;
    Py_ssize_t from = 0;
    if (!starts || !ends || !tags)
        goto done;
    for (Py_ssize_t i = 0; i < words->count; from = words->ends[i++]) {
        if (is_blank(text[from]))
            continue;
        PyObject *start = PyLong_FromSsize_t(from), *end = PyLong_FromLong(words->ends[i]);
        int failed = !start || !end || PyList_Append(starts, start) < 0 || PyList_Append(ends, end) < 0 ||
                     PyList_Append(tags, PyList_GetItem(self->names, words->tags[i])) < 0;
        Py_XDECREF(start);
        Py_XDECREF(end);
        if (failed)
            goto done;
    }
    out = PyTuple_Pack(3, starts, ends, tags);
done:
    Py_XDECREF(starts);
    Py_XDECREF(ends);
    Py_XDECREF(tags);
    return out;
}

static int cut_text(const Tagger *self, const Py_UCS4 *text, Py_ssize_t n, int hmm, Words *words)
{
    int32_t *next = malloc((n + 1) * sizeof *next);
    double *score = malloc((n + 1) * sizeof *score);
    int failed = !next || !score;
    for (Py_ssize_t i = 0; i < n && !failed;) {
        Py_ssize_t from = i;
        if (!is_inner(text[i])) {
            put(words, ++i, self->tag_x);
            continue;
        }
        while (i < n && is_inner(text[i]))
            i++;
        failed = cut_block(self, text, from, i, hmm, next, score, words) < 0;
    }
    free(next);
    free(score);
    return failed ? -1 : 0;
}

static PyObject *Tagger_tokens(PyObject *object, PyObject *args)
{
    Tagger *self = (Tagger *)object;
    PyObject *string, *out = NULL;
    int hmm = 1;
    if (!PyArg_ParseTuple(args, "U|p", &string, &hmm))
        return NULL;
    Py_UCS4 *text = PyUnicode_AsUCS4Copy(string);
    if (!text)
        return NULL;
    Py_ssize_t n = PyUnicode_GetLength(string);
    Words words = {malloc((n + 1) * sizeof(int32_t)), malloc((n + 1) * sizeof(uint16_t)), 0};
    if (!words.ends || !words.tags || cut_text(self, text, n, hmm, &words) < 0)
        PyErr_NoMemory();
    else
        out = as_lists(self, text, &words);
    free(words.ends);
    free(words.tags);
    PyMem_Free(text);
    return out;
}

/* ---- making a tagger ---- */

static int tag_number(Tagger *self, PyObject *numbers, PyObject *name)
{
    PyObject *known = PyDict_GetItemWithError(numbers, name);
    if (known)
        return (int)PyLong_AsLong(known);
    if (PyErr_Occurred())
        return -1;
    Py_ssize_t number = PyList_Size(self->names);
    if (number >= NO_TAG) {
        PyErr_SetString(PyExc_ValueError, "too many different tags");
        return -1;
    }
    PyObject *value = PyLong_FromSsize_t(number);
    if (!value || PyDict_SetItem(numbers, name, value) < 0 || PyList_Append(self->names, name) < 0) {
        Py_XDECREF(value);
        return -1;
    }
    Py_DECREF(value);
    return (int)number;
}

static int tag_number_of(Tagger *self, PyObject *numbers, const char *name)
{
    PyObject *string = PyUnicode_FromString(name);
    int number = string ? tag_number(self, numbers, string) : -1;
    Py_XDECREF(string);
    return number;
}

/* One line of a dictionary file, "word frequency tag" in UTF-8, without its end; 1 where it is not that. */
static int read_line(Tagger *self, PyObject *numbers, const char *line, Py_ssize_t length, int64_t *total)
{
    const char *first = memchr(line, ' ', length);
    const char *second = first ? memchr(first + 1, ' ', line + length - first - 1) : NULL;
    if (!second || second == first + 1 || memchr(second + 1, ' ', line + length - second - 1))
        return 1;
    int64_t freq = 0;
    for (const char *c = first + 1; c < second; c++) {
        if (*c < '0' || *c > '9' || freq > INT64_MAX / 16)
            return 1;
        freq = freq * 10 + (*c - '0');
    }
    PyObject *word = PyUnicode_DecodeUTF8(line, first - line, NULL);
    PyObject *name = word ? PyUnicode_DecodeUTF8(second + 1, line + length - second - 1, NULL) : NULL;
    Py_UCS4 *text = name ? PyUnicode_AsUCS4Copy(word) : NULL;
    int tag = text ? tag_number(self, numbers, name) : -1;
    int32_t node = tag >= 0 ? insert(&self->trie, text, PyUnicode_GetLength(word)) : NONE;
    if (text && tag >= 0 && node == NONE)
        PyErr_NoMemory();
    if (node != NONE) {
        set_freq(&self->trie, node, freq);
        self->trie.tags[node] = (uint16_t)tag;
        *total += freq;
    }
    PyMem_Free(text);
    Py_XDECREF(name);
    Py_XDECREF(word);
    return node == NONE ? -1 : 0;
}

static int read_file(Tagger *self, PyObject *numbers, const char *data, Py_ssize_t size)
{
    int64_t total = 0;
    for (Py_ssize_t at = 0, number = 1; at < size; number++) {
        const char *line = data + at, *stop = memchr(line, '\n', size - at);
        Py_ssize_t length = stop ? stop - line : size - at;
        at += length + 1;
        while (length && (line[length - 1] == '\r' || line[length - 1] == ' ' || line[length - 1] == '\t'))
            length--;
        int failed = read_line(self, numbers, line, length, &total);
        if (failed > 0)
            PyErr_Format(PyExc_ValueError, "invalid dictionary entry at line %zd", number);
        if (failed)
            return -1;
    }
    self->trie.log_total = log((double)total);
    return 0;
}

/* Words with their frequencies and tags as jieba's Tokenizer holds them (user words included). */
static int read_tables(Tagger *self, PyObject *numbers, PyObject *freqs, PyObject *tags, double total)
{
    PyObject *word, *value;
    Py_ssize_t at = 0;
    while (PyDict_Next(freqs, &at, &word, &value)) {
        long long freq = PyLong_AsLongLong(value);
        Py_UCS4 *text = PyErr_Occurred() ? NULL : PyUnicode_AsUCS4Copy(word);
        if (!text)
            return -1;
        int32_t node = insert(&self->trie, text, PyUnicode_GetLength(word));
        PyMem_Free(text);
        if (node == NONE) {
            PyErr_NoMemory();
            return -1;
        }
        set_freq(&self->trie, node, freq);
    }
    for (at = 0; PyDict_Next(tags, &at, &word, &value);) {
        int tag = tag_number(self, numbers, value);
        Py_UCS4 *text = tag < 0 ? NULL : PyUnicode_AsUCS4Copy(word);
        if (!text)
            return -1;
        int32_t node = find(&self->trie, text, 0, PyUnicode_GetLength(word));
        PyMem_Free(text);
        if (node != NONE)
            self->trie.tags[node] = (uint16_t)tag;
    }
    self->trie.log_total = log(total);
    return 0;
}

/* A buffer of numbers out of the mapping `tables`, its count checked where `count` is not negative. */
static const void *column(PyObject *tables, const char *name, Py_ssize_t width, Py_ssize_t *count)
{
    PyObject *held = PyDict_GetItemString(tables, name);
    char *data;
    Py_ssize_t size;
    if (!held || PyBytes_AsStringAndSize(held, &data, &size) < 0 || size % width ||
        (*count >= 0 && size / width != *count)) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_ValueError, "table %s is missing or of the wrong size", name);
        return NULL;
    }
    *count = size / width;
    return data;
}

static void *copied(const void *data, size_t size)
{
    void *out = data ? malloc(size ? size : 1) : NULL;
    if (out)
        memcpy(out, data, size);
    else if (!PyErr_Occurred())
        PyErr_NoMemory();
    return out;
}

static int read_offsets(Hmm *m, PyObject *tables, const char *name, Py_ssize_t most, int32_t **out)
{
    Py_ssize_t count = (Py_ssize_t)m->size + 1;
    const int32_t *data = column(tables, name, sizeof(int32_t), &count);
    if (!data)
        return -1;
    for (Py_ssize_t i = 0; i + 1 < count; i++)
        if (data[i] < 0 || data[i] > data[i + 1] || data[i + 1] > most) {
            PyErr_Format(PyExc_ValueError, "table %s is out of order", name);
            return -1;
        }
    return (*out = copied(data, count * sizeof(int32_t))) ? 0 : -1;
}

static int read_states(const Hmm *m, PyObject *tables, const char *name, Py_ssize_t *count, uint8_t **out)
{
    const uint8_t *data = column(tables, name, 1, count);
    if (!data)
        return -1;
    for (Py_ssize_t i = 0; i < *count; i++)
        if (data[i] >= m->count) {
            PyErr_Format(PyExc_ValueError, "table %s names an unknown state", name);
            return -1;
        }
    return (*out = copied(data, *count)) ? 0 : -1;
}

static int read_model(Tagger *self, PyObject *numbers, PyObject *tables)
{
    Hmm *m = &self->hmm;
    PyObject *names = PyDict_GetItemString(tables, "names"), *base = PyDict_GetItemString(tables, "base");
    Py_ssize_t n = -1, pairs, allowed = -1, emissions = -1, cells;
    const uint8_t *positions = column(tables, "positions", 1, &n);
    if (!positions || !names || !base || n > MAX_STATES || n < 1 || PyList_Size(names) != n) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "the tables of states are missing or of the wrong size");
        return -1;
    }
    m->count = (int32_t)n;
    memcpy(m->position, positions, n);
    for (Py_ssize_t i = 0; i < n; i++) {
        int tag = tag_number(self, numbers, PyList_GetItem(names, i));
        if (tag < 0)
            return -1;
        m->tag[i] = (uint16_t)tag;
    }
    pairs = n;
    const double *start = column(tables, "start", sizeof(double), &pairs);
    cells = n * n;
    const double *trans = start ? column(tables, "transitions", sizeof(double), &cells) : NULL;
    m->trans = trans ? malloc(MAX_STATES * MAX_STATES * sizeof(double)) : NULL;
    m->linked = trans ? calloc(MAX_STATES * MAX_STATES, 1) : NULL;
    if (!m->trans || !m->linked)
        return -1;
    memcpy(m->start, start, n * sizeof(double));
    for (Py_ssize_t i = 0; i < n; i++)
        for (Py_ssize_t j = 0; j < n; j++) {
            double value = trans[i * n + j]; /* not a number: no transition */
            m->linked[i * MAX_STATES + j] = value == value;
            m->leads[i] |= value == value;
            m->trans[i * MAX_STATES + j] = value == value ? value : -INFINITY;
        }
    m->base = (uint32_t)PyLong_AsUnsignedLong(base);
    Py_ssize_t offsets = -1;
    if (PyErr_Occurred() || !column(tables, "states_at", sizeof(int32_t), &offsets) || offsets < 1)
        return -1;
    m->size = (uint32_t)offsets - 1;
    if (read_states(m, tables, "states", &allowed, &m->states) < 0 ||
        read_states(m, tables, "emit_states", &emissions, &m->emit_states) < 0)
        return -1;
    const double *emits = column(tables, "emits", sizeof(double), &emissions);
    if (!emits || !(m->emits = copied(emits, emissions * sizeof(double))))
        return -1;
    return read_offsets(m, tables, "states_at", allowed, &m->states_at) < 0 ||
                   read_offsets(m, tables, "emits_at", emissions, &m->emits_at) < 0
               ? -1
               : 0;
}

static void Tagger_dealloc(PyObject *object)
{
    Tagger *self = (Tagger *)object;
    PyTypeObject *type = Py_TYPE(object);
    Trie *t = &self->trie;
    Hmm *m = &self->hmm;
    void *held[] = {t->keys, t->children, t->freqs, t->logs, t->tags, m->trans, m->linked,
                    m->states_at, m->states, m->emits_at, m->emit_states, m->emits};
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        free(held[i]);
    Py_XDECREF(self->names);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF(type);
}

/* Tagger(tables, file) or Tagger(tables, freqs, tags, total) */
static PyObject *Tagger_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    PyObject *tables, *source, *tags = NULL;
    double total = 0.0;
    if (keywords && PyDict_Size(keywords)) {
        PyErr_SetString(PyExc_TypeError, "Tagger takes no keyword arguments");
        return NULL;
    }
    if (!PyArg_ParseTuple(args, "O!O|O!d", &PyDict_Type, &tables, &source, &PyDict_Type, &tags, &total))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Tagger *self = (Tagger *)allocate(type, 0);
    PyObject *numbers = PyDict_New();
    if (!self || !numbers)
        goto failed;
    self->names = PyList_New(0);
    if (!self->names)
        goto failed;
    if (init_trie(&self->trie) < 0) {
        PyErr_NoMemory();
        goto failed;
    }
    int x = tag_number_of(self, numbers, "x"), m = tag_number_of(self, numbers, "m"),
        eng = tag_number_of(self, numbers, "eng");
    if (x < 0 || m < 0 || eng < 0 || read_model(self, numbers, tables) < 0)
        goto failed;
    self->tag_x = (uint16_t)x, self->tag_m = (uint16_t)m, self->tag_eng = (uint16_t)eng;
    if (tags) {
        if (!PyDict_Check(source)) {
            PyErr_SetString(PyExc_TypeError, "frequencies are a dict");
            goto failed;
        }
        if (read_tables(self, numbers, source, tags, total) < 0)
            goto failed;
    } else {
        char *data;
        Py_ssize_t size;
        if (PyBytes_AsStringAndSize(source, &data, &size) < 0 || read_file(self, numbers, data, size) < 0)
            goto failed;
    }
    Py_DECREF(numbers);
    return (PyObject *)self;
failed:
    if (!PyErr_Occurred())
        PyErr_NoMemory();
    Py_XDECREF(numbers);
    Py_XDECREF((PyObject *)self);
    return NULL;
}

static PyMethodDef methods[] = {
    {"tokens", Tagger_tokens, METH_VARARGS,
     "tokens(text, hmm=True): starts, ends and tags of the words; blanks are in none."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, Tagger_new},
    {Py_tp_dealloc, Tagger_dealloc},
    {Py_tp_methods, methods},
    {Py_tp_doc, "jieba.posseg's tagger over a dictionary: Tagger(tables, file) or Tagger(tables, freqs, tags, total)."},
    {0, NULL},
};

static PyType_Spec spec = {"jianbao.engines.jieba._posseg.Tagger", sizeof(Tagger), 0, Py_TPFLAGS_DEFAULT, slots};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_posseg", "jieba.posseg's cut in C.", 0, NULL,
                                        NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__posseg(void)
{
    PyObject *module = PyModule_Create(&definition);
    PyObject *type = module ? PyType_FromSpec(&spec) : NULL;
    if (!type || PyModule_AddObjectRef(module, "Tagger", type) < 0) {
        Py_XDECREF(module);
        module = NULL;
    }
    Py_XDECREF(type);
    return module;
}
