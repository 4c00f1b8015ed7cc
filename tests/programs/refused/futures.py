# refused: 3:1 import concurrent
import math
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(2) as pool:
    print(sum(pool.map(math.floor, [1.5, 2.5])))
