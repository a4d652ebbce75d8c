"""Apply automatic fixes, for problems with exactly one solution, without changing any other byte of a story."""

from newsld.pipeline.fixing.verify import FixResult, fix, regenerate_rest

__all__ = ["FixResult", "fix", "regenerate_rest"]
