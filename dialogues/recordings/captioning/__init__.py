"""Captions as others write them: WebVTT and SubRip, in whichever encoding."""
