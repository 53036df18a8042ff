/* The network of the engine fast in whole numbers: embeddings, bidirectional GRUs, their states.
 *
 * Weights and what is multiplied with them have 8 bits: a state of a GRU lies between -1 and 1 and so has a fixed scale,
 * an embedding has one of its own. A window therefore depends on no other, whatever runs beside it. Sums of whole numbers are exact
 * and the rest is done in the same order by every processor, without fused steps: all give the same bits.
 *
 * Products are taken by VNNI (64 at a time), by AVX2 (16) or by plain C. Only the stable ABI of Python 3.11 is used. */

#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__) && defined(__x86_64__)
#define X86 1
#include <immintrin.h>
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

#define TILE 4     /* rows multiplied at a time */
#define WIDE 64    /* outputs come in blocks of so many */
#define LARGEST 2048 /* inputs of a matrix */
#define ZERO 128   /* the code of 0 in a row */
#define SCALE 127.0f

typedef struct {
    int outputs, inputs;
    void *packed;
    int32_t *sums; /* of the weights of each output */
} Matrix;

/* out[row][output] = sum of (rows[row][i] - ZERO) * weight[output][i]; count is a multiple of TILE */
typedef void (*Product)(const uint8_t *const *rows, int count, const Matrix *m, int32_t *out);

typedef struct {
    Matrix input, state;
    float *input_scales, *state_scales; /* [3 * width] */
    float *bias;                        /* [4 * width]: of both gates, of what comes in, of the state */
} Direction;

typedef void (*Step)(int width, const Direction *d, const int32_t *x, float scale, const int32_t *s, float *state,
                     float *out, uint8_t *code);

/* ---- products ---- */

static void product_plain(const uint8_t *const *rows, int count, const Matrix *m, int32_t *out)
{
    const int8_t *weights = m->packed;
    for (int o = 0; o < m->outputs; o++)
        for (int r = 0; r < count; r++) {
            const int8_t *w = weights + (size_t)o * m->inputs;
            const uint8_t *row = rows[r];
            int32_t sum = 0;
            for (int i = 0; i < m->inputs; i++)
                sum += (int32_t)(int16_t)(row[i] * w[i]);
            out[(size_t)r * m->outputs + o] = sum - ZERO * m->sums[o];
        }
}

#ifdef X86
__attribute__((target("avx2"))) static void product_avx2(const uint8_t *const *rows, int count, const Matrix *m,
                                                         int32_t *out)
{
    int16_t a[TILE][LARGEST + 64];
    int pairs = m->inputs / 2;
    const __m256i middle = _mm256_set1_epi16(ZERO);
    for (int r = 0; r < count; r += TILE) {
        for (int i = 0; i < TILE; i++)
            for (int k = 0; k < m->inputs; k += 16) {
                __m256i wide = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(rows[r + i] + k)));
                _mm256_storeu_si256((__m256i *)(a[i] + k), _mm256_sub_epi16(wide, middle));
            }
        const __m256i *w = m->packed;
        for (int o = 0; o < m->outputs; o += 16) {
            __m256i acc[TILE][2];
            for (int i = 0; i < TILE; i++)
                acc[i][0] = acc[i][1] = _mm256_setzero_si256();
            for (int k = 0; k < pairs; k++, w += 2) {
                __m256i w0 = _mm256_loadu_si256(w), w1 = _mm256_loadu_si256(w + 1);
                for (int i = 0; i < TILE; i++) {
                    int32_t two;
                    memcpy(&two, a[i] + 2 * k, 4);
                    __m256i both = _mm256_set1_epi32(two);
                    acc[i][0] = _mm256_add_epi32(acc[i][0], _mm256_madd_epi16(w0, both));
                    acc[i][1] = _mm256_add_epi32(acc[i][1], _mm256_madd_epi16(w1, both));
                }
            }
            for (int i = 0; i < TILE; i++) {
                int32_t *to = out + (size_t)(r + i) * m->outputs + o;
                _mm256_storeu_si256((__m256i *)to, acc[i][0]);
                _mm256_storeu_si256((__m256i *)(to + 8), acc[i][1]);
            }
        }
    }
}

__attribute__((target("avx512f,avx512bw,avx512vnni"))) static void product_vnni(const uint8_t *const *rows, int count,
                                                                                const Matrix *m, int32_t *out)
{
    int fours = m->inputs / 4;
    for (int o = 0; o < m->outputs; o += WIDE) {
        const __m512i *block = (const __m512i *)m->packed + (size_t)o / 16 * fours;
        for (int r = 0; r < count; r += TILE) {
            const __m512i *w = block;
            __m512i acc[TILE][4];
            for (int j = 0; j < 4; j++) {
                __m512i sums = _mm512_loadu_si512(m->sums + o + 16 * j);
                acc[0][j] = _mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(sums, 7));
                for (int i = 1; i < TILE; i++)
                    acc[i][j] = acc[0][j];
            }
            for (int k = 0; k < fours; k++, w += 4) {
                __m512i w0 = _mm512_loadu_si512(w), w1 = _mm512_loadu_si512(w + 1);
                __m512i w2 = _mm512_loadu_si512(w + 2), w3 = _mm512_loadu_si512(w + 3);
                for (int i = 0; i < TILE; i++) {
                    int32_t four;
                    memcpy(&four, rows[r + i] + 4 * k, 4);
                    __m512i a = _mm512_set1_epi32(four);
                    acc[i][0] = _mm512_dpbusd_epi32(acc[i][0], a, w0);
                    acc[i][1] = _mm512_dpbusd_epi32(acc[i][1], a, w1);
                    acc[i][2] = _mm512_dpbusd_epi32(acc[i][2], a, w2);
                    acc[i][3] = _mm512_dpbusd_epi32(acc[i][3], a, w3);
                }
            }
            for (int i = 0; i < TILE; i++)
                for (int j = 0; j < 4; j++)
                    _mm512_storeu_si512(out + (size_t)(r + i) * m->outputs + o + 16 * j, acc[i][j]);
        }
    }
}
#endif

/* ---- a step of a GRU ---- */

INLINE float exponential(float x)
{
    const float magic = 12582912.0f; /* 1.5 * 2^23: adding it rounds to a whole number */
    int32_t bits;
    float power;
    x = x < -87.0f ? -87.0f : x;
    x = x > 87.0f ? 87.0f : x;
    float shifted = x * 1.44269504088896341f + magic;
    float whole = shifted - magic;
    float r = x - whole * 0.693359375f;
    r = r + whole * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * (r * r) + r + 1.0f;
    memcpy(&bits, &shifted, 4);
    bits = (bits - 0x4B400000 + 127) << 23;
    memcpy(&power, &bits, 4);
    return p * power;
}

INLINE float sigmoid(float x) { return 1.0f / (1.0f + exponential(-x)); }

INLINE void step_body(int width, const Direction *d, const int32_t *restrict x, float scale,
                      const int32_t *restrict s, float *restrict state, float *restrict out, uint8_t *restrict code)
{
    const float *restrict ws = d->input_scales, *restrict rs = d->state_scales, *restrict b = d->bias;
    for (int i = 0; i < width; i++) {
        int j = width + i, k = 2 * width + i;
        float update = sigmoid((float)x[i] * (ws[i] * scale) + (float)s[i] * rs[i] + b[i]);
        float reset = sigmoid((float)x[j] * (ws[j] * scale) + (float)s[j] * rs[j] + b[j]);
        float inner = (float)x[k] * (ws[k] * scale) + b[k] + reset * ((float)s[k] * rs[k] + b[3 * width + i]);
        float fresh = 2.0f * sigmoid(2.0f * inner) - 1.0f;
        state[i] = fresh + update * (state[i] - fresh);
    }
    for (int i = 0; i < width; i++) {
        out[i] = state[i];
        code[i] = (uint8_t)(int32_t)((state[i] * SCALE + 12582912.0f) - 12582912.0f + (float)ZERO);
    }
}

#define STEP(name, features) \
    features static void name(int width, const Direction *d, const int32_t *x, float scale, const int32_t *s, \
                              float *state, float *out, uint8_t *code) \
    { \
        step_body(width, d, x, scale, s, state, out, code); \
    }

STEP(step_plain, )
#ifdef X86
STEP(step_avx2, __attribute__((target("avx2"))))
STEP(step_avx512, __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512"))))
#endif

/* ---- the network ---- */

typedef struct {
    int width, inputs;
    Direction ways[2];
} Layer;

typedef struct {
    PyObject_HEAD
    int kind; /* 0 plain, 1 AVX2, 2 VNNI */
    int layers, width, first; /* width of a direction; inputs of the first layer */
    Layer *layer;
    Py_buffer characters, strings, scales;
    int held;
} Network;

static const char *const KINDS[] = {"plain", "avx2", "vnni"};

static int best_kind(void)
{
#ifdef X86
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return 2;
    if (__builtin_cpu_supports("avx2"))
        return 1;
#endif
    return 0;
}

static Product product_of(int kind)
{
#ifdef X86
    if (kind)
        return kind == 2 ? product_vnni : product_avx2;
#endif
    return product_plain;
}

static Step step_of(int kind)
{
#ifdef X86
    if (kind)
        return kind == 2 ? step_avx512 : step_avx2;
#endif
    return step_plain;
}

static int make_matrix(Matrix *m, const int8_t *codes, int outputs, int inputs, int kind)
{
    size_t all = (size_t)outputs * inputs, at = 0;
    m->outputs = outputs;
    m->inputs = inputs;
    m->sums = malloc(outputs * sizeof *m->sums);
    m->packed = malloc(kind == 1 ? 2 * all : all);
    if (!m->sums || !m->packed)
        return 0;
    for (int o = 0; o < outputs; o++) {
        m->sums[o] = 0;
        for (int i = 0; i < inputs; i++)
            m->sums[o] += codes[(size_t)o * inputs + i];
    }
    if (!kind)
        memcpy(m->packed, codes, all);
    int block = kind == 1 ? 16 : WIDE, run = kind == 1 ? 2 : 4;
    for (int o = 0; kind && o < outputs; o += block)
        for (int k = 0; k < inputs; k += run)
            for (int j = 0; j < block; j++)
                for (int i = 0; i < run; i++, at++) {
                    int8_t code = codes[(size_t)(o + j) * inputs + k + i];
                    if (kind == 1)
                        ((int16_t *)m->packed)[at] = code;
                    else
                        ((int8_t *)m->packed)[at] = code;
                }
    return 1;
}

static float *copied(const float *from, size_t count)
{
    float *made = malloc(count * sizeof *made);
    if (made)
        memcpy(made, from, count * sizeof *made);
    return made;
}

/* One layer of (inputs, codes, scales, codes of the state, scales of the state, bias), both ways one after another. */
static int make_layer(Layer *layer, PyObject *item, int width, int kind)
{
    int inputs, three = 3 * width, done = 0;
    Py_buffer w, ws, r, rs, b;
    if (!PyArg_ParseTuple(item, "iy*y*y*y*y*", &inputs, &w, &ws, &r, &rs, &b))
        return 0;
    if (inputs <= 0 || inputs % 16 || inputs > LARGEST || w.len != (Py_ssize_t)2 * three * inputs ||
        r.len != (Py_ssize_t)2 * three * width || ws.len != (Py_ssize_t)sizeof(float) * 2 * three || rs.len != ws.len ||
        b.len != (Py_ssize_t)sizeof(float) * 8 * width) {
        PyErr_SetString(PyExc_ValueError, "a layer of another size");
        goto end;
    }
    layer->width = width;
    layer->inputs = inputs;
    for (int way = 0; way < 2; way++) {
        Direction *d = &layer->ways[way];
        d->input_scales = copied((const float *)ws.buf + way * three, three);
        d->state_scales = copied((const float *)rs.buf + way * three, three);
        d->bias = copied((const float *)b.buf + way * 4 * width, 4 * (size_t)width);
        if (!d->input_scales || !d->state_scales || !d->bias ||
            !make_matrix(&d->input, (const int8_t *)w.buf + (size_t)way * three * inputs, three, inputs, kind) ||
            !make_matrix(&d->state, (const int8_t *)r.buf + (size_t)way * three * width, three, width, kind)) {
            PyErr_NoMemory();
            goto end;
        }
    }
    done = 1;
end:
    PyBuffer_Release(&w);
    PyBuffer_Release(&ws);
    PyBuffer_Release(&r);
    PyBuffer_Release(&rs);
    PyBuffer_Release(&b);
    return done;
}

static void network_dealloc(PyObject *self)
{
    Network *n = (Network *)self;
    for (int l = 0; n->layer && l < n->layers; l++)
        for (int way = 0; way < 2; way++) {
            Direction *d = &n->layer[l].ways[way];
            free(d->input.packed);
            free(d->input.sums);
            free(d->state.packed);
            free(d->state.sums);
            free(d->input_scales);
            free(d->state_scales);
            free(d->bias);
        }
    free(n->layer);
    if (n->held) {
        PyBuffer_Release(&n->characters);
        PyBuffer_Release(&n->strings);
        PyBuffer_Release(&n->scales);
    }
    PyTypeObject *type = Py_TYPE(self);
    freefunc done = (freefunc)PyType_GetSlot(type, Py_tp_free);
    done(self);
    Py_DECREF(type);
}

static int network_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"characters", "strings", "scales", "width", "layers", "kind", NULL};
    Network *n = (Network *)self;
    PyObject *layers;
    const char *kind = "";
    if (n->held) {
        PyErr_SetString(PyExc_TypeError, "made already");
        return -1;
    }
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "y*y*y*iO|s", names, &n->characters, &n->strings, &n->scales,
                                     &n->width, &layers, &kind))
        return -1;
    n->held = 1;
    int best = best_kind();
    n->kind = *kind ? -1 : best;
    for (int i = 0; i <= best; i++)
        if (!strcmp(kind, KINDS[i]))
            n->kind = i;
    n->first = (int)(n->scales.len / (Py_ssize_t)sizeof(float));
    Py_ssize_t count = PySequence_Size(layers);
    if (count < 0)
        return -1;
    if (n->kind < 0 || count < 2 || n->width <= 0 || n->width % WIDE || !n->first || n->strings.len % n->first ||
        n->characters.len % (n->first * (Py_ssize_t)sizeof(float))) {
        PyErr_SetString(PyExc_ValueError, "a network of another size, or products this processor does not have");
        return -1;
    }
    n->layer = calloc((size_t)count, sizeof *n->layer);
    if (!n->layer) {
        PyErr_NoMemory();
        return -1;
    }
    n->layers = (int)count;
    for (int l = 0; l < n->layers; l++) {
        PyObject *item = PySequence_GetItem(layers, l);
        int made = item && make_layer(&n->layer[l], item, n->width, n->kind);
        Py_XDECREF(item);
        if (!made)
            return -1;
        if (n->layer[l].inputs != (l ? 2 * n->width : n->first)) {
            PyErr_SetString(PyExc_ValueError, "layers that do not follow each other");
            return -1;
        }
    }
    return 0;
}

/* The embedding of the character at `at` in codes of 8 bits; returns their scale. */
static float embed(const Network *n, const int32_t *numbers, size_t all, size_t at, float *sum, uint8_t *code)
{
    int size = n->first;
    const float *scales = n->scales.buf;
    const float *character = (const float *)n->characters.buf + (size_t)numbers[at] * size;
    const int8_t *two = (const int8_t *)n->strings.buf + (size_t)numbers[all + at] * size;
    const int8_t *three = (const int8_t *)n->strings.buf + (size_t)numbers[2 * all + at] * size;
    float most = 1e-9f;
    for (int i = 0; i < size; i++) {
        float value = character[i] + (float)(two[i] + three[i]) * scales[i];
        float large = value < 0 ? -value : value;
        sum[i] = value;
        most = large > most ? large : most;
    }
    float up = SCALE / most;
    for (int i = 0; i < size; i++)
        code[i] = (uint8_t)(int32_t)((sum[i] * up + 12582912.0f) - 12582912.0f + (float)ZERO);
    return most / SCALE;
}

/* One direction of a layer over `count` windows, the longest first. */
static void walk(const Network *n, const Layer *layer, int way, int count, const int32_t *lengths, const size_t *starts,
                 const uint8_t *codes, const float *scales, float *out, uint8_t *next, char *space)
{
    int width = n->width, padded = (count + TILE - 1) / TILE * TILE;
    const Direction *d = &layer->ways[way];
    Product product = product_of(n->kind);
    Step step = step_of(n->kind);
    int32_t *x = (int32_t *)space, *s = x + (size_t)padded * 3 * width;
    float *state = (float *)(s + (size_t)padded * 3 * width);
    const uint8_t **rows = (const uint8_t **)(state + (size_t)padded * width), **states = rows + padded;
    uint8_t *now = (uint8_t *)(states + padded);
    memset(state, 0, (size_t)padded * width * sizeof *state);
    memset(now, ZERO, (size_t)padded * width);
    for (int i = 0; i < padded; i++)
        states[i] = now + (size_t)i * width;
    int active = 0;
    for (int k = 0; k < lengths[0]; k++) {
        int at = way ? lengths[0] - 1 - k : k;
        if (!way && !k)
            active = count;
        while (!way && lengths[active - 1] <= at)
            active--;
        while (way && active < count && lengths[active] > at)
            active++;
        int some = (active + TILE - 1) / TILE * TILE;
        for (int i = 0; i < some; i++)
            rows[i] = codes + (starts[i < active ? i : active - 1] + at) * layer->inputs;
        product(rows, some, &d->input, x);
        product(states, some, &d->state, s);
        for (int i = 0; i < active; i++) {
            size_t place = starts[i] + at, to = place * 2 * width + (size_t)way * width;
            step(width, d, x + (size_t)i * 3 * width, scales ? scales[place] : 1.0f / SCALE,
                 s + (size_t)i * 3 * width, state + (size_t)i * width, out + to, now + (size_t)i * width);
            memcpy(next + to, now + (size_t)i * width, width);
        }
    }
}

static int run_all(const Network *n, const int32_t *numbers, size_t all, int count, const int32_t *begins,
                   const int32_t *lengths, float *out)
{
    int wide = 2 * n->width, padded = (count + TILE - 1) / TILE * TILE, done = 0;
    size_t total = 0;
    size_t *starts = malloc(count * sizeof *starts);
    if (!starts)
        return 0;
    for (int i = 0; i < count; i++) {
        starts[i] = total;
        total += lengths[i];
    }
    float *scales = malloc(total * sizeof *scales), *sum = malloc(n->first * sizeof *sum);
    float *more = malloc(total * wide * sizeof *more);
    uint8_t *from = malloc(total * (n->first > wide ? n->first : wide)), *to = malloc(total * wide);
    char *space = malloc((size_t)padded * (n->width * 29 + 16));
    if (!scales || !sum || !more || !from || !to || !space)
        goto end;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < lengths[i]; k++) {
            size_t place = starts[i] + k;
            scales[place] = embed(n, numbers, all, begins[i] + (size_t)k, sum, from + place * n->first);
        }
    for (int l = 0; l < n->layers; l++) {
        float *states = l + 1 < n->layers ? out : more;
        for (int way = 0; way < 2; way++)
            walk(n, &n->layer[l], way, count, lengths, starts, from, l ? NULL : scales, states, to, space);
        uint8_t *swap = from;
        from = to;
        to = swap;
    }
    for (size_t i = 0; i < total * wide; i++)
        out[i] += more[i];
    done = 1;
end:
    free(starts);
    free(scales);
    free(sum);
    free(more);
    free(from);
    free(to);
    free(space);
    return done;
}

PyDoc_STRVAR(states_doc,
             "states(numbers, begins, lengths, out)\n--\n\n"
             "The states of windows, the longest first, one after another into `out` (float32, [characters, 2 * width]).\n"
             "numbers: int32 [3, all]; begins, lengths: int32 [windows], where in `numbers` each begins.");

static PyObject *network_states(PyObject *self, PyObject *args)
{
    Network *n = (Network *)self;
    Py_buffer numbers, begins, lengths, out;
    PyObject *result = NULL;
    if (!PyArg_ParseTuple(args, "y*y*y*w*", &numbers, &begins, &lengths, &out))
        return NULL;
    int count = (int)(begins.len / 4), fits = numbers.len % 12 == 0 && begins.len == lengths.len && count;
    Py_ssize_t all = numbers.len / 12, total = 0;
    int32_t rows[2] = {(int32_t)(n->characters.len / ((Py_ssize_t)sizeof(float) * n->first)),
                       (int32_t)(n->strings.len / n->first)};
    const int32_t *number = numbers.buf, *begin = begins.buf, *length = lengths.buf;
    for (Py_ssize_t i = 0; fits && i < 3 * all; i++)
        fits = number[i] >= 0 && number[i] < rows[i >= all];
    for (int i = 0; fits && i < count; i++) {
        fits = length[i] > 0 && begin[i] >= 0 && begin[i] + (Py_ssize_t)length[i] <= all &&
               (!i || length[i] <= length[i - 1]);
        total += length[i];
    }
    if (!fits || out.len != total * 2 * n->width * (Py_ssize_t)sizeof(float)) {
        PyErr_SetString(PyExc_ValueError, "windows that do not lie in the numbers, or an `out` of another size");
    } else {
        int done;
        Py_BEGIN_ALLOW_THREADS
        done = run_all(n, number, (size_t)all, count, begin, length, out.buf);
        Py_END_ALLOW_THREADS
        result = done ? Py_NewRef(Py_None) : PyErr_NoMemory();
    }
    PyBuffer_Release(&numbers);
    PyBuffer_Release(&begins);
    PyBuffer_Release(&lengths);
    PyBuffer_Release(&out);
    return result;
}

static PyObject *network_kind(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromString(KINDS[((Network *)self)->kind]);
}

static PyMethodDef network_methods[] = {{"states", network_states, METH_VARARGS, states_doc}, {NULL, NULL, 0, NULL}};

static PyGetSetDef network_members[] = {
    {"kind", network_kind, NULL, "How products are taken: vnni, avx2 or plain.", NULL}, {NULL, NULL, NULL, NULL, NULL}};

PyDoc_STRVAR(network_doc,
             "Network(characters, strings, scales, width, layers, kind='')\n--\n\n"
             "Embeddings and layers of bidirectional GRUs; the last layer adds to the one before it.\n"
             "kind: vnni, avx2 or plain; by default the best that the processor has.");

static PyType_Slot network_slots[] = {{Py_tp_doc, (void *)network_doc},
                                      {Py_tp_init, network_init},
                                      {Py_tp_dealloc, network_dealloc},
                                      {Py_tp_methods, network_methods},
                                      {Py_tp_getset, network_members},
                                      {0, NULL}};

static PyType_Spec network_spec = {"jianbao.engines.fast._gru.Network", sizeof(Network), 0, Py_TPFLAGS_DEFAULT,
                                   network_slots};

static PyObject *kinds(PyObject *self, PyObject *args)
{
    (void)self;
    (void)args;
    int best = best_kind();
    PyObject *made = PyList_New(0);
    for (int i = 0; made && i <= best; i++) {
        PyObject *name = PyUnicode_FromString(KINDS[i]);
        if (!name || PyList_Append(made, name) < 0)
            Py_CLEAR(made);
        Py_XDECREF(name);
    }
    return made;
}

static PyMethodDef functions[] = {
    {"kinds", kinds, METH_NOARGS, "kinds()\n--\n\nHow products can be taken on this processor, the slowest first."},
    {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_gru", "The network of the engine fast in whole numbers.",
                                    -1, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__gru(void)
{
    PyObject *made = PyModule_Create(&module);
    if (!made)
        return NULL;
    PyObject *type = PyType_FromSpec(&network_spec);
    if (!type || PyModule_AddObjectRef(made, "Network", type) < 0) {
        Py_XDECREF(type);
        Py_DECREF(made);
        return NULL;
    }
    Py_DECREF(type);
    return made;
}
