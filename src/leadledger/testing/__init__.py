"""What users import in their own tests: builders of stories, and what follows from them."""

from leadledger.testing.stories import Draft, Story, draft, given

__all__ = ["Draft", "Story", "draft", "given"]
