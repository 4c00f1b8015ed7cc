"""The compiler: an ordinary Python program in, a resumable one out.  build.py holds the table of its passes."""

from .build import PASSES, Build, build_program, dump
from .errors import CompileError, Refusal
from .output import build_image, write_folder

__all__ = ["PASSES", "Build", "CompileError", "Refusal", "build_image", "build_program", "dump", "write_folder"]
