"""Every word a person reads in a report: values enter, whole sentences or labels leave. What findings hold is a `Text`
(`text`), what is written at once a `str` in the language spoken."""
