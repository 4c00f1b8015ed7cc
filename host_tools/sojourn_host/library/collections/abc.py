"""`collections.abc` as devices get it: names for annotations, as in typing.py. Nothing can be asked of them."""

from typing import _Form

Awaitable = _Form("Awaitable")
AsyncGenerator = _Form("AsyncGenerator")
AsyncIterable = _Form("AsyncIterable")
AsyncIterator = _Form("AsyncIterator")
Callable = _Form("Callable")
Collection = _Form("Collection")
Container = _Form("Container")
Coroutine = _Form("Coroutine")
Generator = _Form("Generator")
Hashable = _Form("Hashable")
Iterable = _Form("Iterable")
Iterator = _Form("Iterator")
Mapping = _Form("Mapping")
MutableMapping = _Form("MutableMapping")
MutableSequence = _Form("MutableSequence")
MutableSet = _Form("MutableSet")
Reversible = _Form("Reversible")
Sequence = _Form("Sequence")
Set = _Form("Set")
Sized = _Form("Sized")
