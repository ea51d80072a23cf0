"""assess: customer experience maturity, from questionnaire file to published report."""

__version__ = "0.1.0"
