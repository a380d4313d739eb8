"""`python benchmarks/vectors.py [--vectors 175000] [--dimension 256]`: what one query costs in the kinds of flat FAISS index.

Random unit vectors, one thread, the 400 nearest of each; `same` is the share of them that the float index gives too.
"""

import argparse
import time

import faiss
import numpy as np

NEAREST, QUERIES = 400, 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vectors", type=int, default=175_000)
    parser.add_argument("--dimension", type=int, default=256)
    options = parser.parse_args()
    n, d = options.vectors, options.dimension
    rng = np.random.default_rng(0)
    matrix = rng.standard_normal((n, d), dtype=np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    queries = matrix[:QUERIES] + 0.05 * rng.standard_normal((QUERIES, d), dtype=np.float32)
    faiss.omp_set_num_threads(1)
    kinds = {"half floats": faiss.ScalarQuantizer.QT_fp16, "bytes": faiss.ScalarQuantizer.QT_8bit}
    indexes = {"floats": faiss.IndexFlatIP(d)}
    indexes |= {name: faiss.IndexScalarQuantizer(d, kind, faiss.METRIC_INNER_PRODUCT) for name, kind in kinds.items()}
    exact: list[set[int]] = []
    for name, index in indexes.items():
        index.train(matrix[:20_000])
        index.add(matrix)
        times, same = [], []
        for i in range(QUERIES):
            begun = time.perf_counter()
            found = set(index.search(queries[i : i + 1], NEAREST)[1][0].tolist())
            times.append((time.perf_counter() - begun) * 1000)
            if name == "floats":
                exact.append(found)
            same.append(len(found & exact[i]) / NEAREST)
        size = n * d * {"floats": 4, "half floats": 2, "bytes": 1}[name] / 1e6
        print(f"{name:12} {np.median(times):6.1f} ms  {size:6.0f} MB  same {np.mean(same):.4f}")


if __name__ == "__main__":
    main()
