/* The leaf that each row of features reaches in each tree: what keywords/ranker.py does with numpy, node by node.
 * Only the stable ABI of Python 3.11 is used. */

#define Py_LIMITED_API 0x030b0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

typedef struct {
    int32_t column;
    float bound;
    int32_t left; /* the leaves that are left where the column is greater */
} Node;

PyDoc_STRVAR(doc, "leaves(rows, columns, nodes, trees, out)\n--\n\n"
                  "The number of the lowest leaf that is left, into `out` (uint8, [trees, rows]).\n"
                  "rows: float32 [rows, columns]. nodes: [trees, nodes] of column (int32), bound (float32) and leaves (int32).");

static PyObject *leaves(PyObject *self, PyObject *args)
{
    Py_buffer rows, nodes, out;
    Py_ssize_t columns, trees;
    PyObject *result = NULL;
    (void)self;
    if (!PyArg_ParseTuple(args, "y*ny*nw*", &rows, &columns, &nodes, &trees, &out))
        return NULL;
    Py_ssize_t all = nodes.len / (Py_ssize_t)sizeof(Node), count = columns > 0 ? rows.len / 4 / columns : 0;
    const Node *node = nodes.buf;
    int fits = trees > 0 && columns > 0 && all % trees == 0 && rows.len == count * columns * 4 && out.len == trees * count;
    for (Py_ssize_t i = 0; fits && i < all; i++)
        fits = node[i].column >= 0 && node[i].column < columns;
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "nodes that do not fit the rows");
        goto end;
    }
    Py_ssize_t size = all / trees;
    uint8_t *leaf = out.buf;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t r = 0; r < count; r++) {
        const float *row = (const float *)rows.buf + r * columns;
        for (Py_ssize_t t = 0; t < trees; t++) {
            uint32_t left = 0xFFFF;
            for (const Node *n = node + t * size; n < node + (t + 1) * size; n++)
                left &= row[n->column] > n->bound ? (uint32_t)n->left : 0xFFFFu;
            uint8_t lowest = 0;
            while (left && !(left & 1)) {
                left >>= 1;
                lowest++;
            }
            leaf[t * count + r] = lowest;
        }
    }
    Py_END_ALLOW_THREADS
    result = Py_NewRef(Py_None);
end:
    PyBuffer_Release(&rows);
    PyBuffer_Release(&nodes);
    PyBuffer_Release(&out);
    return result;
}

static PyMethodDef functions[] = {{"leaves", leaves, METH_VARARGS, doc}, {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_trees", "The leaves of boosted trees.", -1, functions,
                                    NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__trees(void) { return PyModule_Create(&module); }
