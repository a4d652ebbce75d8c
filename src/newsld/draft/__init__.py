"""Make drafts of stories from raw text: read an answer, ground its words, build the story, review it."""
