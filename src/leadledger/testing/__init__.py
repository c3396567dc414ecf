"""What users import in their own tests: builders of stories, and what follows from them."""

from leadledger.testing.stories import Story, given

__all__ = ["Story", "given"]
