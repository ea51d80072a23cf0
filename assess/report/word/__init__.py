"""Every word a person reads in a report: values enter, whole sentences or labels leave, as a `Text` for findings (`text`),
as a `str` in the language spoken for what is written at once."""
