"""concurrent.futures.ProcessPoolExecutor as it comes, with two workers. Arguments and results are pickled."""

from bench_pool import WORKERS, subjects
from bench_unit import main


def processes():
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(WORKERS)


# A worker process may import this file again.
if __name__ == '__main__':
    main(subjects(processes))
