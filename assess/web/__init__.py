"""The Litestar application: the form, the results, the API."""
