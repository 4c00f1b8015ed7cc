"""Random programs: the classes that choose and write one, from expressions up to whole programs.

Each file adds one layer to the maker: `scope` says what may be used where, `expressions` writes values, `simple` and
`blocks` write statements, `whole` writes classes and programs, `constructs` counts what a text holds.
"""

from random_program.constructs import constructs
from random_program.whole import Maker

__all__ = ["Maker", "constructs"]
