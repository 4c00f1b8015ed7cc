# refused: 4:5 import multiprocessing
def count():
    """An import inside a function is one as well."""
    import multiprocessing

    return multiprocessing.cpu_count()


print(count() > 0)
