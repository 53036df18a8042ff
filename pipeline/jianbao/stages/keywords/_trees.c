/* Boosted trees: the leaf that each row of features reaches, as keywords/ranker.py finds it with numpy, and the sum of
 * the leaves of one row, as summary/trees.py adds it up. Only the stable ABI of Python 3.11 is used. */

#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int32_t column;
    float bound;
    int32_t left; /* the leaves that are left where the column is greater */
} Node;

#if defined(__GNUC__) || defined(__clang__)
#define LOWEST(bits) ((uint8_t)__builtin_ctz(bits))
#else
static uint8_t LOWEST(uint32_t bits)
{
    uint8_t lowest = 0;
    for (; !(bits & 1); bits >>= 1)
        lowest++;
    return lowest;
}
#endif

/* Rows one beside the other, so that the loop over them is one of whole vectors. */
static void leave(uint16_t *restrict bits, const float *restrict column, Py_ssize_t count, float bound, uint16_t left)
{
    for (Py_ssize_t r = 0; r < count; r++)
        bits[r] &= (uint16_t)(left | (uint16_t)-(uint16_t)!(column[r] > bound));
}

PyDoc_STRVAR(doc, "leaves(columns, nodes, trees, out)\n--\n\n"
                  "The number of the lowest leaf that is left, into `out` (uint8, [trees, rows]).\n"
                  "columns: float32 [columns, rows]. nodes: [trees, nodes] of column (int32), bound (float32), leaves (int32).");

static PyObject *leaves(PyObject *self, PyObject *args)
{
    Py_buffer columns, nodes, out;
    Py_ssize_t trees;
    PyObject *result = NULL;
    uint16_t *bits = NULL;
    (void)self;
    if (!PyArg_ParseTuple(args, "y*y*nw*", &columns, &nodes, &trees, &out))
        return NULL;
    Py_ssize_t all = nodes.len / (Py_ssize_t)sizeof(Node), count = trees > 0 ? out.len / trees : 0;
    const Node *node = nodes.buf;
    int fits = trees > 0 && all % trees == 0 && out.len == trees * count && (!count || columns.len % (4 * count) == 0);
    for (Py_ssize_t i = 0; fits && i < all; i++)
        fits = node[i].column >= 0 && (node[i].column + 1) * count * 4 <= columns.len;
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "nodes that do not fit the rows");
        goto end;
    }
    if (!(bits = malloc((count + 1) * sizeof *bits))) {
        PyErr_NoMemory();
        goto end;
    }
    Py_ssize_t size = all / trees;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t t = 0; t < trees; t++) {
        uint8_t *leaf = (uint8_t *)out.buf + t * count;
        memset(bits, 0xFF, count * sizeof *bits);
        for (const Node *n = node + t * size; n < node + (t + 1) * size; n++)
            leave(bits, (const float *)columns.buf + n->column * count, count, n->bound, (uint16_t)n->left);
        for (Py_ssize_t r = 0; r < count; r++)
            leaf[r] = bits[r] ? LOWEST(bits[r]) : 0;
    }
    Py_END_ALLOW_THREADS
    result = Py_NewRef(Py_None);
end:
    free(bits);
    PyBuffer_Release(&columns);
    PyBuffer_Release(&nodes);
    PyBuffer_Release(&out);
    return result;
}

typedef struct {
    int32_t column; /* -1: a leaf */
    int32_t other;  /* the node where the column is greater; where not, it is the next one */
    double number;  /* the bound, or what the leaf adds */
} Step;

PyDoc_STRVAR(total_doc, "total(row, steps, roots, base)\n--\n\n"
                        "`base` and what the leaves of the trees add to it, one after another.\n"
                        "row: float64. steps: column (int32), other (int32, a later one) and number (float64). roots: int32.");

static PyObject *total(PyObject *self, PyObject *args)
{
    Py_buffer row, steps, roots;
    double sum;
    (void)self;
    if (!PyArg_ParseTuple(args, "y*y*y*d", &row, &steps, &roots, &sum))
        return NULL;
    Py_ssize_t count = steps.len / (Py_ssize_t)sizeof(Step), columns = row.len / 8, trees = roots.len / 4;
    const Step *step = steps.buf;
    const double *x = row.buf;
    int fits = 1;
    for (Py_ssize_t t = 0; fits && t < trees; t++) {
        Py_ssize_t at = ((const int32_t *)roots.buf)[t];
        while ((fits = at >= 0 && at < count && step[at].column < columns) && step[at].column >= 0) {
            Py_ssize_t next = x[step[at].column] <= step[at].number ? at + 1 : step[at].other;
            at = next > at ? next : count; /* always onwards */
        }
        if (fits)
            sum += step[at].number;
    }
    PyBuffer_Release(&row);
    PyBuffer_Release(&steps);
    PyBuffer_Release(&roots);
    if (fits)
        return PyFloat_FromDouble(sum);
    PyErr_SetString(PyExc_ValueError, "trees that do not fit the row");
    return NULL;
}

static PyMethodDef functions[] = {{"leaves", leaves, METH_VARARGS, doc},
                                  {"total", total, METH_VARARGS, total_doc},
                                  {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_trees", "Boosted trees.", -1, functions,
                                    NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__trees(void) { return PyModule_Create(&module); }
