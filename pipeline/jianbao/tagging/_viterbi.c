/* The best legal row of labels B, I, E, S and O: what tagging/viterbi.py does with numpy, step by step the same sums
 * and the same choice among equals. Only the stable ABI of Python 3.11 is used. */

#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FORBIDDEN -1e4f
#define MOST 256 /* labels */

typedef struct {
    int labels, kinds;
    int32_t outside;
    const int32_t *begin, *inside, *end, *single; /* of each kind */
    int32_t closed[2 * MOST + 1];                 /* O, all E, all S: what may stand at an end */
    int kind[MOST];                               /* of I and E; else -1 */
} Labels;

/* Decode scores[size][labels] into path; came and longer have room for size * labels. */
static void decode(const Labels *l, const float *scores, Py_ssize_t size, int64_t *path, int32_t *came, uint8_t *longer)
{
    float best[MOST], now[MOST];
    int closers = 2 * l->kinds + 1, labels = l->labels, kinds = l->kinds;
    memcpy(best, scores, labels * sizeof *best);
    for (int k = 0; k < kinds; k++)
        best[l->inside[k]] = best[l->end[k]] = FORBIDDEN;
    for (Py_ssize_t t = 1; t < size; t++) {
        int32_t from = l->closed[0];
        for (int c = 1; c < closers; c++)
            if (best[l->closed[c]] > best[from])
                from = l->closed[c];
        came[t] = from;
        memcpy(now, scores + t * labels, labels * sizeof *now);
        float before = best[from];
        now[l->outside] += before;
        for (int k = 0; k < kinds; k++) {
            float one = best[l->begin[k]], other = best[l->inside[k]], inner = other > one ? other : one;
            longer[t * kinds + k] = other > one;
            now[l->begin[k]] += before;
            now[l->single[k]] += before;
            now[l->inside[k]] += inner;
            now[l->end[k]] += inner;
        }
        memcpy(best, now, labels * sizeof *best);
    }
    int32_t state = l->closed[0];
    for (int c = 1; c < closers; c++)
        if (best[l->closed[c]] > best[state])
            state = l->closed[c];
    for (Py_ssize_t t = size - 1; t > 0; t--) {
        path[t] = state;
        int k = l->kind[state];
        state = k < 0 ? came[t] : longer[t * kinds + k] ? l->inside[k] : l->begin[k];
    }
    path[0] = state;
}

PyDoc_STRVAR(doc, "decode(scores, labels, outside, places, pieces, out)\n--\n\n"
                  "The best legal row of each piece into `out` (int64, [characters]).\n"
                  "scores: float32 [characters, labels]. places: int32 [4, kinds], the labels B, I, E and S of each.\n"
                  "pieces: int64 [pieces, 2], half-open.");

static PyObject *decode_pieces(PyObject *self, PyObject *args)
{
    Labels l;
    Py_buffer scores, places, pieces, out;
    PyObject *result = NULL;
    (void)self;
    if (!PyArg_ParseTuple(args, "y*iiy*y*w*", &scores, &l.labels, &l.outside, &places, &pieces, &out))
        return NULL;
    l.kinds = (int)(places.len / 16);
    Py_ssize_t all = out.len / 8, count = pieces.len / 16, longest = 0;
    const int64_t *piece = pieces.buf;
    const int32_t *place = places.buf;
    int fits = l.labels > 0 && l.labels <= MOST && l.outside >= 0 && l.outside < l.labels && places.len % 16 == 0 &&
               4 * l.kinds < MOST && scores.len == all * l.labels * 4;
    for (int i = 0; fits && i < 4 * l.kinds; i++)
        fits = place[i] >= 0 && place[i] < l.labels;
    for (Py_ssize_t i = 0; fits && i < count; i++) {
        fits = piece[2 * i] >= 0 && piece[2 * i] < piece[2 * i + 1] && piece[2 * i + 1] <= all;
        longest = fits && piece[2 * i + 1] - piece[2 * i] > longest ? piece[2 * i + 1] - piece[2 * i] : longest;
    }
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "labels or pieces that do not fit the scores");
        goto end;
    }
    l.begin = place;
    l.inside = place + l.kinds;
    l.end = place + 2 * l.kinds;
    l.single = place + 3 * l.kinds;
    l.closed[0] = l.outside;
    for (int i = 0; i < l.labels; i++)
        l.kind[i] = -1;
    for (int k = 0; k < l.kinds; k++) {
        l.closed[1 + k] = l.end[k];
        l.closed[1 + l.kinds + k] = l.single[k];
        l.kind[l.inside[k]] = l.kind[l.end[k]] = k;
    }
    int32_t *came = malloc((longest + 1) * sizeof *came);
    uint8_t *longer = malloc((longest + 1) * (l.kinds + 1));
    if (came && longer) {
        Py_BEGIN_ALLOW_THREADS
        for (Py_ssize_t i = 0; i < count; i++)
            decode(&l, (const float *)scores.buf + piece[2 * i] * l.labels, piece[2 * i + 1] - piece[2 * i],
                   (int64_t *)out.buf + piece[2 * i], came, longer);
        Py_END_ALLOW_THREADS
        result = Py_NewRef(Py_None);
    } else {
        PyErr_NoMemory();
    }
    free(came);
    free(longer);
end:
    PyBuffer_Release(&scores);
    PyBuffer_Release(&places);
    PyBuffer_Release(&pieces);
    PyBuffer_Release(&out);
    return result;
}

static PyMethodDef functions[] = {{"decode", decode_pieces, METH_VARARGS, doc}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_viterbi", "The best legal row of labels.", -1, functions,
                                    NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__viterbi(void) { return PyModule_Create(&module); }
