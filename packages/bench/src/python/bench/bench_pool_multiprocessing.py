"""multiprocessing.Pool as it comes, with two workers. Arguments and results are pickled."""

from bench_pool import WORKERS, subjects
from bench_unit import main


class Result:
    """As much of a future as is asked for."""

    def __init__(self, result):
        self.result = result.get


class Executor:
    def __init__(self):
        from multiprocessing import Pool

        self.pool = Pool(WORKERS)

    def submit(self, function, *args):
        return Result(self.pool.apply_async(function, args))


# A worker process may import this file again.
if __name__ == '__main__':
    main(subjects(Executor))
