"""How many threads a product of matrices takes."""

from functools import cache


@cache
def one_thread() -> None:
    """Let the BLAS that numpy calls work with one thread, in this process and from now on.

    The matrices of one question are so small that handing them to a second thread costs more than it saves: on two busy cores the cosines
    of 2,500 tokens with the 12 of a question take 8 ms of processor with two threads and 0.4 ms with one.
    """
    import numpy  # noqa: F401  its BLAS must be there to be told
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")
