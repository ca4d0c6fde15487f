"""Briefings: one model of blocks, and what writes it as HTML, PDF and DOCX."""
