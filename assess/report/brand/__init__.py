"""A brand file → what a report wears: name, logo, colours, fonts, footer, texts of its own. Nothing here knows a page."""
